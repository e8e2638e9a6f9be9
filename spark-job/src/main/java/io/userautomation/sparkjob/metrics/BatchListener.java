package io.userautomation.sparkjob.metrics;

import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Hears from Spark of each batch that is committed. */
final class BatchListener extends StreamingQueryListener {

    private static final long serialVersionUID = 1L;

    /** From its planning to its commit. */
    private static final String WHOLE_BATCH = "triggerExecution";

    private final transient Meters meters;

    BatchListener(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {}

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        StreamingQueryProgress progress = event.progress();
        Long millis = progress.durationMs().get(WHOLE_BATCH);
        // Spark tells of triggers without a record, too.
        if (progress.numInputRows() > 0 && millis != null) {
            meters.batch(progress.name(), progress.numInputRows(), millis);
        }
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {}
}
