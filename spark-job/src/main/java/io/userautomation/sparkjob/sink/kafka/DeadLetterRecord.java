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
        origin.headers().stream()
                .filter(header -> !header.key().startsWith(DeadLetterHeaders.CUT))
                .forEach(header -> dead.headers().add(header.key(), header.value()));
        addReason(dead.headers(), origin, refusal, refusal.message());
        return dead;
    }

    /** As much of it as any topic takes, and what is missing. */
    static ProducerRecord<byte[], byte[]> cut(String topic, IncomingRecord origin, Refusal refusal) {
        CutRecord cut = CutRecord.of(origin);
        ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(topic, cut.key(), cut.value());
        cut.headers().forEach(header -> dead.headers().add(header.key(), header.value()));
        addReason(dead.headers(), origin, refusal, refusal.message() + " (cut: its topic takes no more)");
        cut.missing().forEach((name, text) -> add(dead.headers(), name, text));
        return dead;
    }

    private static void addReason(Headers headers, IncomingRecord origin, Refusal refusal, String message) {
        headers.remove(RecordHeaders.PUBLISHED_AT);
        add(headers, RecordHeaders.PUBLISHED_AT, Long.toString(origin.timestampMillis()));
        add(headers, DeadLetterHeaders.TOPIC, origin.topic());
        add(headers, DeadLetterHeaders.PARTITION, Integer.toString(origin.partition()));
        add(headers, DeadLetterHeaders.OFFSET, Long.toString(origin.offset()));
        add(
                headers,
                DeadLetterHeaders.STAGE,
                refusal.store() == null ? DeadLetterHeaders.STAGE_VALIDATE : DeadLetterHeaders.STAGE_STORE);
        add(headers, DeadLetterHeaders.EXCEPTION_CLASS, refusal.exceptionClass());
        add(headers, DeadLetterHeaders.EXCEPTION_MESSAGE, message);
        if (refusal.store() != null) {
            add(headers, DeadLetterHeaders.SINK, refusal.store());
        }
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
