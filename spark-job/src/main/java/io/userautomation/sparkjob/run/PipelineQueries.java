package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.checkpoint.CheckpointInUseException;
import io.userautomation.sparkjob.query.Query;
import io.userautomation.sparkjob.run.QueryRun.Down;
import io.userautomation.sparkjob.run.QueryRun.Pause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries side by side: one that fails ends neither the others nor the job. */
final class PipelineQueries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineQueries.class);

    /** Less than a signal's patience. */
    private static final Duration STOP = Duration.ofMillis(2_500);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<QueryRun, Future<?>> running = new LinkedHashMap<>();
    private volatile boolean stopping;

    /**
     * Starts them.
     *
     * @param drainOnly whether no record can come any more, so that streaming would wait for nothing
     * @param policy which of those that fail are started again
     */
    PipelineQueries(
            List<? extends Query> queries, boolean drainOnly, RestartPolicy policy, LongSupplier nanos, Pause pause) {
        if (drainOnly) {
            drain();
        }
        RestartPolicy untilStopped = (failure, down) -> !stopping && policy.startsAgain(failure, down);
        for (Query query : queries) {
            QueryRun run = new QueryRun(query, untilStopped, nanos, pause);
            running.put(run, threads.submit(() -> run(run)));
        }
        threads.shutdown();
    }

    /** In their order. */
    List<QueryRun> all() {
        return List.copyOf(running.keySet());
    }

    /** Lets each query take what is left, and end. */
    void drain() {
        closed.countDown();
    }

    boolean areDone() {
        return running.values().stream().allMatch(Future::isDone);
    }

    /** Whether other drivers work on all of it, so that this one is of no use. */
    boolean areAllInUse() {
        return running.keySet().stream().allMatch(run -> run.down()
                .flatMap(down -> Failures.find(down.failure(), CheckpointInUseException.class))
                .isPresent());
    }

    /** What made queries fail for good, by the query's name. */
    Map<String, Throwable> failures() throws InterruptedException {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<QueryRun, Future<?>> run : running.entrySet()) {
            if (run.getValue().isDone()) {
                try {
                    run.getValue().get();
                } catch (ExecutionException e) {
                    failures.put(run.getKey().name(), e.getCause());
                }
            }
        }
        return failures;
    }

    /** Why queries store nothing now, by the query's name. */
    Map<String, Throwable> down() {
        Map<String, Throwable> down = new LinkedHashMap<>();
        running.keySet()
                .forEach(run -> run.down().map(Down::failure).ifPresent(failure -> down.put(run.name(), failure)));
        return down;
    }

    /** Interrupts what still runs and waits until it is gone, for a little. */
    @Override
    public void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Queries did not stop in time; the next job repeats their last batch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Void run(QueryRun run) throws Exception {
        try {
            run.run(closed);
            return null;
        } catch (Exception e) {
            if (!stopping) {
                LOG.error("A query failed query={} reason={}", run.name(), Failures.sentence(e));
                LOG.debug("failure in full", e);
            }
            throw e;
        }
    }
}
