package io.userautomation.sparkjob.sink.kafka;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.stores.Refusal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** The record that is sent: what came, untouched, and why it can't be stored, in headers. */
final class DeadLetterRecord {

    private DeadLetterRecord() {}

    /**
     * Its timestamp is the moment of sending: the original one, from which retention would count, may be old, and a
     * broker refuses one that lies ahead. It goes along in a header, for a replay to repeat this version and no newer one.
     */
    static ProducerRecord<byte[], byte[]> of(String topic, IncomingRecord origin, Refusal refusal) {
        ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(topic, origin.key(), origin.value());
        origin.headers().forEach(header -> dead.headers().add(header.key(), header.value()));
        dead.headers().remove(RecordHeaders.PUBLISHED_AT);
        add(dead.headers(), RecordHeaders.PUBLISHED_AT, Long.toString(origin.timestampMillis()));
        add(dead.headers(), DeadLetterHeaders.TOPIC, origin.topic());
        add(dead.headers(), DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
        add(dead.headers(), DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
        add(
                dead.headers(),
                DeadLetterHeaders.STAGE,
                refusal.store() == null ? DeadLetterHeaders.STAGE_VALIDATE : DeadLetterHeaders.STAGE_STORE);
        add(dead.headers(), DeadLetterHeaders.EXCEPTION_CLASS, refusal.exceptionClass());
        add(dead.headers(), DeadLetterHeaders.EXCEPTION_MESSAGE, refusal.message());
        if (refusal.store() != null) {
            add(dead.headers(), DeadLetterHeaders.SINK, refusal.store());
        }
        return dead;
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
