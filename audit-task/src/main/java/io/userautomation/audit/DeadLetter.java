package io.userautomation.audit;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.model.Sink;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record on the dead-letter topic that says which record of the users topic it stands for.
 *
 * @param partition of the record it stands for
 * @param offset of the record it stands for
 * @param sinks that don't have the record
 */
record DeadLetter(int partition, long offset, Set<Sink> sinks) {

    /**
     * Reads the headers; empty for what stands for no record of {@code topic} and {@code runId}, such as a user that
     * the producer refused.
     */
    static Optional<DeadLetter> of(Headers headers, String topic, String runId) {
        if (!topic.equals(text(headers, DeadLetterHeaders.TOPIC))
                || !runId.equals(text(headers, RecordHeaders.RUN_ID))) {
            return Optional.empty();
        }
        Set<Sink> sinks = sinks(text(headers, DeadLetterHeaders.STAGE), text(headers, DeadLetterHeaders.SINK));
        try {
            int partition = Integer.parseInt(String.valueOf(text(headers, DeadLetterHeaders.PARTITION)));
            long offset = Long.parseLong(String.valueOf(text(headers, DeadLetterHeaders.OFFSET)));
            return sinks.isEmpty() ? Optional.empty() : Optional.of(new DeadLetter(partition, offset, sinks));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Set<Sink> sinks(String stage, String label) {
        if (DeadLetterHeaders.STAGE_VALIDATE.equals(stage)) {
            return EnumSet.allOf(Sink.class);
        }
        EnumSet<Sink> sinks = EnumSet.noneOf(Sink.class);
        if (DeadLetterHeaders.STAGE_STORE.equals(stage)) {
            Stream.of(Sink.values()).filter(sink -> sink.label().equals(label)).forEach(sinks::add);
        }
        return sinks;
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
