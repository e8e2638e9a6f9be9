package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.sparkjob.query.Query;
import io.userautomation.sparkjob.run.QueryRun.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the queries until the run is closed and stored, or until a signal where there is no run to follow. */
final class StoreJob {

    private static final Logger LOG = LoggerFactory.getLogger(StoreJob.class);
    private static final long LOOK_MILLIS = 250;

    private final Optional<RunFollower> run;
    private final ProgressTeller progress;
    private final Optional<Duration> timeout;
    private final Duration outageDeadline;
    private final Function<String, Optional<StoreReport>> reports;
    private final LongSupplier nanos;
    private final Pause pause;

    /**
     * A job that is not started yet.
     *
     * @param outageDeadline how long a query of a run may be down before it isn't started again
     * @param reports what the runs topic says of a store and the run that is followed
     */
    StoreJob(
            Optional<RunFollower> run,
            ProgressTeller progress,
            Optional<Duration> timeout,
            Duration outageDeadline,
            Function<String, Optional<StoreReport>> reports,
            LongSupplier nanos,
            Pause pause) {
        this.run = run;
        this.progress = progress;
        this.timeout = timeout;
        this.outageDeadline = outageDeadline;
        this.reports = reports;
        this.nanos = nanos;
        this.pause = pause;
    }

    /**
     * Starts the queries and sees them to their end.
     *
     * @return what was stored
     * @throws TaskException when a query failed, the run was idle for too long, time is up or a signal came; it carries
     *     what was stored
     */
    Summary run(Optional<RunId> runId, List<? extends Query> queries) throws InterruptedException {
        long start = nanos.getAsLong();
        // Looked at first: a run that is closed already needs one pass and no streaming.
        boolean closed = run.isPresent() && run.get().isClosed();
        RestartPolicy policy =
                run.isPresent() ? RestartPolicy.ofRun(outageDeadline, !closed) : RestartPolicy.ofStream();
        PipelineQueries running = new PipelineQueries(queries, closed, policy, nanos, pause);
        try {
            while (!running.areDone()) {
                pause.forMillis(LOOK_MILLIS);
                progress.tell(running.all());
                checkTime(start);
                checkUse(running);
                if (!closed && run.isPresent() && run.get().isClosed()) {
                    LOG.info("The run is closed");
                    closed = true;
                    running.drain();
                }
            }
            progress.tell(running.all());
        } catch (InterruptedException | InterruptException e) {
            Thread.interrupted(); // Kafka's exception leaves it set, and the queries need a moment to stop
            Map<String, Throwable> down = running.down();
            running.close();
            throw atSignal(down, e, withoutReports(runId, queries));
        } catch (TaskException e) {
            Map<String, Throwable> down = running.down();
            running.close();
            String sentence = down.isEmpty() || running.areAllInUse()
                    ? e.getMessage()
                    : "%s; down meanwhile: %s".formatted(e.getMessage(), sentence(down));
            throw new TaskException(e.status(), sentence, e, withoutReports(runId, queries));
        } finally {
            running.close();
        }
        return ended(running.failures(), runId, queries);
    }

    private void checkTime(long start) {
        if (timeout.isPresent() && nanos.getAsLong() - start > timeout.get().toNanos()) {
            throw new TaskException(
                    ExitStatus.INTERRUPTED,
                    "not done within %s s: run it again to go on"
                            .formatted(timeout.get().toSeconds()));
        }
    }

    private static void checkUse(PipelineQueries running) {
        if (running.areAllInUse()) {
            throw new TaskException(ExitStatus.FAILED, sentence(running.down()));
        }
    }

    private static TaskException atSignal(Map<String, Throwable> down, Exception signal, Summary summary) {
        if (down.isEmpty()) {
            return new TaskException(ExitStatus.INTERRUPTED, "interrupted", signal, summary);
        }
        return TaskException.atSignal(
                ExitStatus.FAILED,
                "interrupted by a signal while not all was stored: %s; run it again once that is mended"
                        .formatted(sentence(down)),
                signal,
                summary);
    }

    private Summary ended(Map<String, Throwable> failures, Optional<RunId> runId, List<? extends Query> queries) {
        Summary summary = JobSummary.of(runId, queries, reports);
        if (failures.isEmpty()) {
            return summary;
        }
        throw new TaskException(ExitStatus.FAILED, sentence(failures), null, summary);
    }

    /** At once: the brokers may be what is away. */
    private static Summary withoutReports(Optional<RunId> runId, List<? extends Query> queries) {
        return JobSummary.of(runId, queries, store -> Optional.empty());
    }

    private static String sentence(Map<String, Throwable> failures) {
        return failures.entrySet().stream()
                .map(failure -> failure.getKey() + ": " + Failures.sentence(failure.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** Hears, a few times a second, how the queries are. */
    @FunctionalInterface
    interface ProgressTeller {
        void tell(List<QueryRun> queries) throws InterruptedException;
    }
}
