package io.userautomation.deadletters.replay;

import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLetterSource;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.headers.ReplayHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The record that a dead letter becomes: what it was before it was refused, and in headers what it has been through. */
final class ReplayedRecord {

    private static final String ERRORS = "__connect.errors.";

    private ReplayedRecord() {}

    /**
     * Key, value and headers as they were; the same version of the user.
     *
     * @param nowMillis the time of sending
     */
    static ProducerRecord<byte[], byte[]> retried(DeadLetter deadLetter, String topic, long nowMillis) {
        return record(
                deadLetter,
                topic,
                deadLetter.origin().key(),
                deadLetter.origin().value(),
                deadLetter.publishedAtMillis(),
                nowMillis);
    }

    /** With a value that an operator has repaired: the version right behind the refused one, which a sink may have. */
    static ProducerRecord<byte[], byte[]> repaired(
            DeadLetter deadLetter, UserRecord user, String topic, long nowMillis) {
        ProducerRecord<byte[], byte[]> record = record(
                deadLetter,
                topic,
                bytes(user.id()),
                UserRecordJson.writeBytes(user),
                deadLetter.publishedAtMillis() + 1,
                nowMillis);
        replace(record.headers(), RecordHeaders.SCHEMA_VERSION, UserRecord.SCHEMA_VERSION);
        replace(record.headers(), RecordHeaders.CONTENT_TYPE, RecordHeaders.JSON);
        record.headers().remove(RecordHeaders.VALUE_SCHEMA_ID);
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(
            DeadLetter deadLetter, String topic, byte[] key, byte[] value, long publishedAtMillis, long nowMillis) {
        // Never before the version that it is: clocks may differ.
        long timestamp = Math.max(nowMillis, publishedAtMillis);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, timestamp, key, value);
        addOriginal(deadLetter, record.headers());
        replace(record.headers(), RecordHeaders.PUBLISHED_AT, Long.toString(publishedAtMillis));
        replace(record.headers(), ReplayHeaders.REPLAYS, Integer.toString(deadLetter.replays() + 1));
        replace(record.headers(), ReplayHeaders.REPLAY_OF, deadLetter.place());
        if (deadLetter.replays() == 0 || record.headers().lastHeader(ReplayHeaders.REPLAY_ORIGIN) == null) {
            DeadLetterSource source = deadLetter.source();
            replace(
                    record.headers(),
                    ReplayHeaders.REPLAY_ORIGIN,
                    source == null ? deadLetter.place() : source.inWords());
        }
        return record;
    }

    private static void addOriginal(DeadLetter deadLetter, Headers headers) {
        boolean ofOneSink = DeadLetterHeaders.STAGE_STORE.equals(deadLetter.stage());
        Header sink = ofOneSink ? deadLetter.origin().headers().lastHeader(DeadLetterHeaders.SINK) : null;
        for (Header header : deadLetter.origin().headers()) {
            if (!header.key().startsWith(ERRORS) && header != sink) {
                headers.add(header);
            }
        }
    }

    private static void replace(Headers headers, String name, String text) {
        headers.remove(name).add(name, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
