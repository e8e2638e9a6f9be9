package io.userautomation.deadletters.list;

import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLetterSource;
import io.userautomation.model.runs.RunId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One dead letter as it is shown: ids and places, its content masked.
 *
 * @param partition its own, on the dead-letter topic
 * @param offset its own
 * @param source the record it stands for, as {@code topic/partition/offset}; null where it was never published
 * @param runId null where it names none
 * @param publishedAt when the record was first published
 * @param replays how often it had been replayed before
 * @param replayed whether this dead letter has been replayed
 * @param value per field what it holds, masked
 */
record DeadLetterSample(
        int partition,
        long offset,
        String source,
        String runId,
        String publishedAt,
        int replays,
        boolean replayed,
        Map<String, String> value) {

    private static final String HIDDEN = "(hidden)";

    /** @param usersTopic the one topic whose name may be shown */
    static DeadLetterSample of(DeadLetter deadLetter, boolean replayed, String usersTopic) {
        return new DeadLetterSample(
                deadLetter.origin().partition(),
                deadLetter.origin().offset(),
                source(deadLetter.source(), usersTopic),
                runId(deadLetter.runId()),
                Instant.ofEpochMilli(deadLetter.publishedAtMillis()).toString(),
                deadLetter.replays(),
                replayed,
                MaskedValue.of(deadLetter.origin().value()));
    }

    /** As it stands in the summary. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("partition", partition);
        map.put("offset", offset);
        map.put("source", source);
        map.put("run_id", runId);
        map.put("published_at", publishedAt);
        map.put("replays", replays);
        map.put("replayed", replayed);
        map.put("value", value);
        return map;
    }

    private static String source(DeadLetterSource source, String usersTopic) {
        if (source == null) {
            return null;
        }
        return source.topic().equals(usersTopic) ? source.inWords() : HIDDEN;
    }

    private static String runId(String text) {
        try {
            return text == null ? null : new RunId(text).value();
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }
}
