package io.userautomation.model.runs;

import java.util.Objects;

/**
 * What the Spark job has stored of one run in one store.
 *
 * @param runId the run
 * @param sink the store's name
 * @param stored rows written and acknowledged, replays included
 * @param deadLettered records of the run that this store alone refused
 * @param latencyP50Millis median time from a record's Kafka timestamp to the acknowledgement of its row
 * @param latencyP95Millis 95th percentile of the same
 * @param latencyMaxMillis the longest
 * @param histogram the latencies themselves as a compressed HdrHistogram in Base64, so that a restarted job can go on
 *     counting where the one before it ended
 * @param latencyP99Millis 99th percentile; null where an older release wrote it
 */
public record StoreReport(
        String runId,
        String sink,
        long stored,
        long deadLettered,
        long latencyP50Millis,
        long latencyP95Millis,
        long latencyMaxMillis,
        String histogram,
        Long latencyP99Millis) {

    public StoreReport {
        new RunId(runId);
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(histogram, "histogram");
    }

    /** As older releases wrote it. */
    public StoreReport(
            String runId,
            String sink,
            long stored,
            long deadLettered,
            long latencyP50Millis,
            long latencyP95Millis,
            long latencyMaxMillis,
            String histogram) {
        this(runId, sink, stored, deadLettered, latencyP50Millis, latencyP95Millis, latencyMaxMillis, histogram, null);
    }
}
