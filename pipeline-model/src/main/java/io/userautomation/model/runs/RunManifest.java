package io.userautomation.model.runs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The state of a run, as the orchestrator decided it; the value under the run's id on the runs topic.
 *
 * <p>A run's records lie between the start and the end offsets of each partition and carry its id in a header. Of
 * several manifests of a run the highest epoch counts, and CLOSED over OPEN within one.
 *
 * @param runId the run
 * @param state whether more records may come
 * @param epoch 1 when first opened, one more with every opening after that
 * @param seed the API's seed, the same in every epoch
 * @param request what was asked for
 * @param openedAt when this epoch was opened
 * @param startOffsets per partition of the users topic, the next offset to be written when this epoch was opened
 * @param closedAt when it was closed; null while open
 * @param endOffsets likewise when it was closed; null while open
 * @param outcome what became of publishing; null while open
 * @param counts of the best attempt of this epoch; null while open
 * @param stores names of the stores that its users are to reach; null where an older release opened it
 */
public record RunManifest(
        String runId,
        RunState state,
        long epoch,
        String seed,
        RunRequest request,
        Instant openedAt,
        Map<Integer, Long> startOffsets,
        Instant closedAt,
        Map<Integer, Long> endOffsets,
        RunOutcome outcome,
        PublishCounts counts,
        List<String> stores) {

    /** What a run is to reach that was opened by a release which did not say. */
    public static final List<String> DEFAULT_STORES = List.of("cassandra", "postgres");

    /** So that there is always a next one. */
    private static final long MAX_EPOCH = 1_000_000_000;

    public RunManifest {
        new RunId(runId);
        if (epoch < 1 || epoch > MAX_EPOCH) {
            throw new IllegalArgumentException("epoch must be 1 to " + MAX_EPOCH);
        }
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(openedAt, "openedAt");
        if (state == RunState.CLOSED) {
            Objects.requireNonNull(closedAt, "closedAt");
            Objects.requireNonNull(endOffsets, "endOffsets");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(counts, "counts");
        }
        // Through copyOf, which takes no partition and no offset that is null.
        startOffsets = new TreeMap<>(Map.copyOf(startOffsets));
        stores = stores == null ? null : List.copyOf(stores);
        endOffsets = endOffsets == null ? null : new TreeMap<>(Map.copyOf(endOffsets));
    }

    /** An open run. */
    public static RunManifest open(
            RunId runId,
            long epoch,
            String seed,
            RunRequest request,
            Instant openedAt,
            Map<Integer, Long> startOffsets) {
        return new RunManifest(
                runId.value(),
                RunState.OPEN,
                epoch,
                seed,
                request,
                openedAt,
                startOffsets,
                null,
                null,
                null,
                null,
                null);
    }

    /** This run, closed. */
    public RunManifest close(
            Instant closedAt, Map<Integer, Long> endOffsets, RunOutcome outcome, PublishCounts counts) {
        return new RunManifest(
                runId,
                RunState.CLOSED,
                epoch,
                seed,
                request,
                openedAt,
                startOffsets,
                closedAt,
                endOffsets,
                outcome,
                counts,
                stores);
    }

    /** This run, to be stored in these. */
    public RunManifest reaching(List<String> names) {
        return new RunManifest(
                runId,
                state,
                epoch,
                seed,
                request,
                openedAt,
                startOffsets,
                closedAt,
                endOffsets,
                outcome,
                counts,
                List.copyOf(names));
    }

    /** The stores that its users are to reach. */
    public List<String> storesToReach() {
        return stores == null ? DEFAULT_STORES : stores;
    }

    /** Whether this one counts rather than {@code other}, which may be null. */
    public boolean supersedes(RunManifest other) {
        return other == null || epoch > other.epoch || (epoch == other.epoch && state.compareTo(other.state) >= 0);
    }
}
