package io.userautomation.audit;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of the users topic that a dead letter stands for.
 *
 * @param partition its partition
 * @param offset its offset
 * @param store the one that does not have the record; null where none has it
 */
record RefusedRecord(int partition, long offset, String store) {

    /**
     * Reads the headers; empty for what stands for no record of {@code topic} and {@code subject}, such as a user that
     * the producer refused.
     */
    static Optional<RefusedRecord> of(Headers headers, String topic, Subject subject) {
        if (!topic.equals(text(headers, DeadLetterHeaders.TOPIC))
                || !subject.includes(text(headers, RecordHeaders.RUN_ID))) {
            return Optional.empty();
        }
        String stage = text(headers, DeadLetterHeaders.STAGE);
        String store = text(headers, DeadLetterHeaders.SINK);
        boolean refusedByAll = DeadLetterHeaders.STAGE_VALIDATE.equals(stage);
        boolean refusedByOne = DeadLetterHeaders.STAGE_STORE.equals(stage) && store != null;
        if (!refusedByAll && !refusedByOne) {
            return Optional.empty();
        }
        try {
            int partition = Integer.parseInt(String.valueOf(text(headers, DeadLetterHeaders.PARTITION)));
            long offset = Long.parseLong(String.valueOf(text(headers, DeadLetterHeaders.OFFSET)));
            return Optional.of(new RefusedRecord(partition, offset, refusedByAll ? null : store));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
