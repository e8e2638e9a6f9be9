package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.query.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One query, started again when it has failed, with pauses that grow, for as long as the policy says. */
final class QueryRun {

    private static final Logger LOG = LoggerFactory.getLogger(QueryRun.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 6;

    /** It is up again, and what was before forgotten, once it has streamed for so long. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Query query;
    private final RestartPolicy policy;
    private final LongSupplier nanos;
    private final Pause pause;
    private volatile boolean running;
    private volatile Throwable failure;
    private volatile long downSince;
    private volatile int failures;

    QueryRun(Query query, RestartPolicy policy, LongSupplier nanos, Pause pause) {
        this.query = query;
        this.policy = policy;
        this.nanos = nanos;
        this.pause = pause;
    }

    Query query() {
        return query;
    }

    String name() {
        return query.batches().name();
    }

    /** Why it stores nothing now; empty while it streams, has ended well, or has just been started for the first time. */
    Optional<Down> down() {
        Throwable reason = failure;
        if (reason == null || (running && isSettled())) {
            return Optional.empty();
        }
        return Optional.of(new Down(reason, Duration.ofNanos(nanos.getAsLong() - downSince), failures));
    }

    /**
     * Runs to the end of the run.
     *
     * @throws Exception what it failed with last, when it is not to be started again
     */
    void run(CountDownLatch closed) throws Exception {
        while (true) {
            running = true;
            try {
                query.run(closed);
                failure = null;
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                note(e);
                Duration down = Duration.ofNanos(nanos.getAsLong() - downSince);
                if (!query.canRun() || !policy.startsAgain(e, down)) {
                    throw e;
                }
            } finally {
                running = false;
            }
            Duration next = nextPause();
            LOG.error(
                    "A query is down and is started again query={} failures={} pause={} reason={}",
                    name(),
                    failures,
                    next,
                    Failures.sentence(failure));
            LOG.debug("failure in full", failure);
            pause.forMillis(next.toMillis());
        }
    }

    private void note(Exception e) {
        boolean first = failure == null || isSettled();
        if (first) {
            downSince = nanos.getAsLong() - Failures.waited(e).toNanos();
        }
        failures = first ? 1 : failures + 1;
        failure = e;
    }

    private boolean isSettled() {
        OptionalLong since = query.streamingSince();
        return since.isPresent() && nanos.getAsLong() - since.getAsLong() >= SETTLED.toNanos();
    }

    private Duration nextPause() {
        Duration next = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return next.compareTo(MAX_PAUSE) < 0 ? next : MAX_PAUSE;
    }

    /**
     * A query that stores nothing now.
     *
     * @param failure what it ended with last
     * @param time since when, waiting for a server included
     * @param failures how often it has ended since then
     */
    record Down(Throwable failure, Duration time, int failures) {}

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void forMillis(long millis) throws InterruptedException;
    }
}
