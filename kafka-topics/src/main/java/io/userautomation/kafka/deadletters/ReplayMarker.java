package io.userautomation.kafka.deadletters;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.HeaderTexts;
import io.userautomation.kafka.headers.ReplayHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The record on the dead-letter topic that says that a dead letter has been replayed: the dead letter's identity as its key and
 * header, no value. It is written in one transaction with what is replayed, in the dead letter's own partition, so that it
 * outlives the dead letter.
 */
public final class ReplayMarker {

    private ReplayMarker() {}

    /** The marker of a dead letter. */
    public static ProducerRecord<byte[], byte[]> of(DeadLetter deadLetter) {
        byte[] identity = deadLetter.identity().toString().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> marker = new ProducerRecord<>(
                deadLetter.origin().topic(), deadLetter.origin().partition(), identity, null);
        marker.headers()
                .add(ReplayHeaders.REPLAYED, identity)
                .add(ReplayHeaders.REPLAY_OF, deadLetter.place().getBytes(StandardCharsets.UTF_8));
        return marker;
    }

    /**
     * The identity of the dead letter that {@code record} marks as replayed; empty for what is no marker. A dead letter is none,
     * whatever headers the record had that it stands for.
     */
    public static Optional<UUID> identity(ConsumerRecord<byte[], byte[]> record) {
        HeaderTexts headers = new HeaderTexts(record.headers());
        String identity = headers.text(ReplayHeaders.REPLAYED);
        if (identity == null || record.value() != null || headers.bytes(DeadLetterHeaders.STAGE) != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(identity));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
