package io.userautomation.audit;

import io.userautomation.model.runs.RunManifest;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose records are proven.
 *
 * @param run the closed run that they belong to; empty where the run does not matter
 * @param from when the first may have been published
 */
record Subject(Optional<RunManifest> run, Instant from) {

    static Subject of(RunManifest manifest) {
        return new Subject(Optional.of(manifest), manifest.openedAt());
    }

    /** All that was published since {@code from}. */
    static Subject since(Instant from) {
        return new Subject(Optional.empty(), from);
    }

    /** Whether a record with this run id, or with none, is one of them. */
    boolean includes(String runId) {
        return run.map(manifest -> manifest.runId().equals(runId)).orElse(true);
    }
}
