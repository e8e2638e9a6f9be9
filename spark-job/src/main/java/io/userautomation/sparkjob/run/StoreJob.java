package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.RunId;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.Totals;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the queries until the run is closed and stored, or for ever where there is no run to follow. */
final class StoreJob {

    private static final Logger LOG = LoggerFactory.getLogger(StoreJob.class);
    private static final long LOOK_MILLIS = 250;

    private final Optional<RunFollower> run;
    private final ProgressReport progress;
    private final Optional<Duration> timeout;
    private final LongSupplier nanos;

    StoreJob(Optional<RunFollower> run, ProgressReport progress, Optional<Duration> timeout, LongSupplier nanos) {
        this.run = run;
        this.progress = progress;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /**
     * Starts the lanes and sees them to their end.
     *
     * @return what was stored
     * @throws TaskException when a query failed, the run was idle for too long or time is up; it carries what was stored
     */
    Summary run(Optional<RunId> runId, List<PipelineQuery> queries) throws InterruptedException {
        long start = nanos.getAsLong();
        // Looked at first: a run that is closed already needs one pass and no streaming.
        boolean closed = run.isPresent() && run.get().isClosed();
        PipelineQueries lanes = new PipelineQueries(queries, closed);
        try {
            while (!lanes.areDone()) {
                Thread.sleep(LOOK_MILLIS);
                progress.tell(queries);
                checkTime(start);
                if (!closed && run.isPresent() && run.get().isClosed()) {
                    LOG.info("The run is closed");
                    closed = true;
                    lanes.drain();
                }
            }
            progress.tell(queries);
            return ended(lanes.failures(), runId, queries);
        } catch (InterruptedException | InterruptException e) {
            Thread.interrupted(); // Kafka's exception leaves it set, and the queries need a moment to stop
            lanes.close();
            throw new TaskException(ExitStatus.INTERRUPTED, "interrupted", e, summary(runId, queries));
        } catch (TaskException e) {
            lanes.close();
            throw new TaskException(e.status(), e.getMessage(), e, summary(runId, queries));
        } finally {
            lanes.close();
        }
    }

    private void checkTime(long start) {
        if (timeout.isPresent() && nanos.getAsLong() - start > timeout.get().toNanos()) {
            throw new TaskException(
                    ExitStatus.INTERRUPTED,
                    "not done within %d s: run it again to go on"
                            .formatted(timeout.get().toSeconds()));
        }
    }

    private static Summary ended(Map<String, Throwable> failures, Optional<RunId> runId, List<PipelineQuery> queries) {
        if (failures.isEmpty()) {
            return summary(runId, queries);
        }
        String sentence = failures.entrySet().stream()
                .map(failure -> failure.getKey() + ": " + Failures.sentence(failure.getValue()))
                .collect(Collectors.joining("; "));
        throw new TaskException(ExitStatus.FAILED, sentence, null, summary(runId, queries));
    }

    private static Summary summary(Optional<RunId> runId, List<PipelineQuery> queries) {
        Summary summary = new Summary().with("run_id", runId.map(RunId::value).orElse(null));
        for (PipelineQuery query : queries) {
            Totals totals = query.batches().totals();
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("stored", totals.stored());
            figures.put("dead_lettered", totals.deadLettered());
            figures.put("batches", totals.batches());
            summary.with(query.batches().name(), figures);
        }
        return summary;
    }
}
