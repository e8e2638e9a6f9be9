package io.userautomation.deadletters.list;

import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLetterReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dead letters of one reason: how many, and the first of them. */
final class DeadLetterGroup {

    private static final int MAX_SAMPLES = 3;

    private final DeadLetterReason reason;
    private final List<DeadLetterSample> samples = new ArrayList<>();
    private long deadLetters;
    private long replayed;

    DeadLetterGroup(DeadLetterReason reason) {
        this.reason = reason;
    }

    void add(DeadLetter deadLetter, boolean isReplayed, String usersTopic) {
        deadLetters++;
        replayed += isReplayed ? 1 : 0;
        if (samples.size() < MAX_SAMPLES) {
            samples.add(DeadLetterSample.of(deadLetter, isReplayed, usersTopic));
        }
    }

    DeadLetterReason reason() {
        return reason;
    }

    long deadLetters() {
        return deadLetters;
    }

    long replayed() {
        return replayed;
    }

    List<DeadLetterSample> samples() {
        return samples;
    }

    /** As it stands in the summary. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stage", reason.stage());
        map.put("refused_by", reason.refusedBy());
        map.put("reason", reason.message());
        map.put("sink", reason.store());
        map.put("dead_letters", deadLetters);
        map.put("replayed", replayed);
        map.put("open", deadLetters - replayed);
        map.put("samples", samples.stream().map(DeadLetterSample::toMap).toList());
        return map;
    }
}
