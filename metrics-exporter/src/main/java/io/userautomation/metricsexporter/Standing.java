package io.userautomation.metricsexporter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands on Kafka.
 *
 * @param reached whether Kafka has said so at the last look
 * @param lags by store, where known
 * @param runs the newest first
 * @param lastProven when a run was last found proven
 * @param bounds as they are now
 */
record Standing(
        boolean reached, Map<String, Lag> lags, List<JudgedRun> runs, Optional<Instant> lastProven, Bounds bounds) {

    static final Standing UNKNOWN = new Standing(false, Map.of(), List.of(), Optional.empty(), Bounds.UNKNOWN);

    /** What still holds while Kafka doesn't answer: a lag or a bound is no longer known, a run stays what it was. */
    Standing unreached() {
        return new Standing(false, Map.of(), runs, lastProven, Bounds.UNKNOWN);
    }
}
