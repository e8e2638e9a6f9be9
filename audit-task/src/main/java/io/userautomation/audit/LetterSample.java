package io.userautomation.audit;

import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LetterSource;
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
 * @param replayed whether this letter has been replayed
 * @param value per field what it holds, masked
 */
record LetterSample(
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
    static LetterSample of(Letter letter, boolean replayed, String usersTopic) {
        return new LetterSample(
                letter.origin().partition(),
                letter.origin().offset(),
                source(letter.source(), usersTopic),
                runId(letter.runId()),
                Instant.ofEpochMilli(letter.publishedAtMillis()).toString(),
                letter.replays(),
                replayed,
                MaskedValue.of(letter.origin().value()));
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

    private static String source(LetterSource source, String usersTopic) {
        if (source == null) {
            return null;
        }
        return source.topic().equals(usersTopic) ? source.spoken() : HIDDEN;
    }

    private static String runId(String text) {
        try {
            return text == null ? null : new RunId(text).value();
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }
}
