package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.query.PipelineQuery;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries side by side: one that fails ends neither the others nor the job. */
final class PipelineQueries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineQueries.class);

    /** Less than a signal's patience. */
    private static final Duration STOP = Duration.ofMillis(2_500);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<PipelineQuery, Future<?>> running = new LinkedHashMap<>();
    private volatile boolean stopping;

    /** @param drainOnly whether no record can come any more, so that streaming would wait for nothing */
    PipelineQueries(List<PipelineQuery> queries, boolean drainOnly) {
        if (drainOnly) {
            drain();
        }
        queries.forEach(lane -> running.put(lane, threads.submit(() -> run(lane))));
        threads.shutdown();
    }

    /** Lets each query take what is left, and end. */
    void drain() {
        closed.countDown();
    }

    boolean areDone() {
        return running.values().stream().allMatch(Future::isDone);
    }

    /** What made queries fail, by the query's name. */
    Map<String, Throwable> failures() throws InterruptedException {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<PipelineQuery, Future<?>> lane : running.entrySet()) {
            if (lane.getValue().isDone()) {
                try {
                    lane.getValue().get();
                } catch (ExecutionException e) {
                    failures.put(lane.getKey().batches().name(), e.getCause());
                }
            }
        }
        return failures;
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

    private Void run(PipelineQuery lane) throws Exception {
        try {
            lane.run(closed);
            return null;
        } catch (Exception e) {
            if (!stopping) {
                LOG.error("A query failed query={} reason={}", lane.batches().name(), Failures.sentence(e));
                LOG.debug("failure in full", e);
            }
            throw e;
        }
    }
}
