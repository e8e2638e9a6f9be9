package io.userautomation.model.runs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that the runs topic says of one run.
 *
 * @param manifest the one that counts; null when the run was never opened
 * @param attempts the latest word of each attempt to publish, of all epochs
 * @param reports per store
 * @param signsOfLife how many records have come so far that say that it was opened, closed or is being published: it grows
 *     with each, whatever the writers' clocks say
 */
public record RunSnapshot(
        RunManifest manifest, List<PublishProgress> attempts, Map<String, StoreReport> reports, long signsOfLife) {

    public RunSnapshot {
        attempts = List.copyOf(attempts);
        reports = Map.copyOf(reports);
    }

    public boolean isClosed() {
        return manifest != null && manifest.state() == RunState.CLOSED;
    }

    /** The attempt of this epoch that got furthest: a completed one before others, then the most published. */
    public Optional<PublishProgress> bestAttempt() {
        return currentAttempts().stream()
                .max(Comparator.<PublishProgress, Boolean>comparing(a -> a.state() == PublishState.COMPLETED)
                        .thenComparing(a -> a.counts().published()));
    }

    /** What all attempts of this epoch have asked of the API. */
    public ApiCalls apiCalls() {
        return currentAttempts().stream()
                .map(PublishProgress::api)
                .filter(Objects::nonNull)
                .reduce(ApiCalls.NONE, ApiCalls::plus);
    }

    public Optional<StoreReport> report(String store) {
        return Optional.ofNullable(reports.get(store));
    }

    private List<PublishProgress> currentAttempts() {
        return attempts.stream()
                .filter(attempt -> manifest != null && attempt.epoch() == manifest.epoch())
                .toList();
    }
}
