package io.userautomation.audit;

import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests of closed runs. */
final class Runs {

    private static final Instant THEN = Instant.parse("2026-11-21T00:00:00Z");

    private Runs() {}

    static RunManifest closed(Map<Integer, Long> starts, Map<Integer, Long> ends) {
        return open(100L, starts).close(THEN, ends, RunOutcome.COMPLETED, new PublishCounts(100, 100, 0, 0));
    }

    static RunManifest closed(Long askedFor, RunOutcome outcome, PublishCounts counts) {
        return open(askedFor, Map.of(0, 0L)).close(THEN, Map.of(0, 100L), outcome, counts);
    }

    private static RunManifest open(Long askedFor, Map<Integer, Long> starts) {
        RunRequest request = new RunRequest(askedFor, 60L, null, 5_000, List.of(), "1.4");
        return RunManifest.open(new RunId("run-1"), 1, "seed", request, THEN, starts);
    }
}
