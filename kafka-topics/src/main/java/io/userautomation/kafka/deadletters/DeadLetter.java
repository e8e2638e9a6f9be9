package io.userautomation.kafka.deadletters;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.HeaderTexts;
import io.userautomation.kafka.headers.PublishedAt;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.headers.ReplayHeaders;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One dead letter, as it stands on its topic.
 *
 * @param origin the record on the dead-letter topic
 * @param identity the same for each dead letter that stands for the same record: a batch that was repeated leaves it there
 *     twice
 * @param stage where it was refused; one of the {@code STAGE_} constants, unless somebody else wrote it
 * @param source the record that it stands for; null for a user that was never published
 * @param runId the run that it belongs to; null where it names none
 * @param reason why it was refused
 * @param publishedAtMillis when the record was first published; for one that the producer refused, when it was refused
 * @param replays how often it had been replayed before
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> origin,
        UUID identity,
        String stage,
        DeadLetterSource source,
        String runId,
        DeadLetterReason reason,
        long publishedAtMillis,
        int replays) {

    /** Reads a record of the dead-letter topic; empty for what is no dead letter, as a marker of a replay. */
    public static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        HeaderTexts headers = new HeaderTexts(record.headers());
        String stage = headers.text(DeadLetterHeaders.STAGE);
        if (stage == null) {
            return Optional.empty();
        }
        DeadLetterSource source = DeadLetterSource.of(headers);
        String runId = headers.text(RecordHeaders.RUN_ID);
        String belongsTo = source == null ? "run " + runId : source.inWords();
        return Optional.of(new DeadLetter(
                record,
                Digest.of(belongsTo, record.key(), record.value()),
                stage,
                source,
                runId,
                DeadLetterReason.of(stage, headers),
                PublishedAt.ofDeadLetter(headers.bytes(RecordHeaders.PUBLISHED_AT), record.timestamp()),
                headers.count(ReplayHeaders.REPLAYS)));
    }

    /** Whether the producer refused it, so that it never stood on the users topic. */
    public boolean isUnpublished() {
        return stage.equals(DeadLetterHeaders.STAGE_PUBLISH);
    }

    /** Whether it holds only a part of its record, of which the topic did not take all. */
    public boolean isCut() {
        return origin.headers().lastHeader(DeadLetterHeaders.CUT_HEADERS) != null;
    }

    /** The dead letter's own place, as {@code topic/partition/offset}. */
    public String place() {
        return new DeadLetterSource(origin.topic(), origin.partition(), origin.offset()).inWords();
    }
}
