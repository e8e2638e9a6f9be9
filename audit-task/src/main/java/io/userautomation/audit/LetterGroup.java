package io.userautomation.audit;

import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LetterReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dead letters of one reason: how many, and the first of them. */
final class LetterGroup {

    private static final int MOST_SAMPLES = 3;

    private final LetterReason reason;
    private final List<LetterSample> samples = new ArrayList<>();
    private long letters;
    private long replayed;

    LetterGroup(LetterReason reason) {
        this.reason = reason;
    }

    void add(Letter letter, boolean isReplayed, String usersTopic) {
        letters++;
        replayed += isReplayed ? 1 : 0;
        if (samples.size() < MOST_SAMPLES) {
            samples.add(LetterSample.of(letter, isReplayed, usersTopic));
        }
    }

    LetterReason reason() {
        return reason;
    }

    long letters() {
        return letters;
    }

    long replayed() {
        return replayed;
    }

    List<LetterSample> samples() {
        return samples;
    }

    /** As it stands in the summary. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("stage", reason.stage());
        map.put("refused_by", reason.refusedBy());
        map.put("reason", reason.message());
        map.put("sink", reason.store());
        map.put("dead_letters", letters);
        map.put("replayed", replayed);
        map.put("open", letters - replayed);
        map.put("samples", samples.stream().map(LetterSample::toMap).toList());
        return map;
    }
}
