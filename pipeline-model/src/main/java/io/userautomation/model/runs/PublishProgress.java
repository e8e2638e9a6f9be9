package io.userautomation.model.runs;

import java.time.Instant;
import java.util.Objects;

/**
 * How one attempt to publish is doing: written when it starts, at least every ten seconds while it works (its
 * heartbeat) and when it ends. Each attempt has a key of its own, so that a late one never hides another's success.
 *
 * @param runId the run
 * @param epoch the epoch it found open
 * @param attempt a random id of this process
 * @param state how far it has come
 * @param counts what it has done so far
 * @param at when this was written, by the writer's clock: for people, as machines' clocks differ
 * @param api what it has asked of the API; null where an older release wrote this
 */
public record PublishProgress(
        String runId, long epoch, String attempt, PublishState state, PublishCounts counts, Instant at, ApiCalls api) {

    public PublishProgress {
        new RunId(runId);
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(at, "at");
    }

    /** As an older release wrote it. */
    public PublishProgress(
            String runId, long epoch, String attempt, PublishState state, PublishCounts counts, Instant at) {
        this(runId, epoch, attempt, state, counts, at, null);
    }
}
