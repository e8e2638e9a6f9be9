package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database, or for the brokers, on the driver, so that no task holds a core meanwhile: exponential backoff with full jitter,
 * a probe before each new attempt, all of it within a deadline.
 */
public final class OutageWait {

    private static final Logger LOG = LoggerFactory.getLogger(OutageWait.class);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MAX_DURATION = Duration.ofSeconds(8);
    private static final int MAX_DOUBLINGS = 10;

    private final Duration deadline;
    private final LongSupplier nanos;
    private final Sleep sleep;
    private final DoubleSupplier random;
    private volatile String reason;

    /** A wait by the JVM's clock. */
    public OutageWait(Duration deadline) {
        this(deadline, System::nanoTime, Thread::sleep, Math::random);
    }

    OutageWait(Duration deadline, LongSupplier nanos, Sleep sleep, DoubleSupplier random) {
        this.deadline = deadline;
        this.nanos = nanos;
        this.sleep = sleep;
        this.random = random;
    }

    /**
     * Attempts until it works.
     *
     * @param sink names it in the log
     * @param attempt throws StoreUnavailableException for what waiting may end; whatever else it throws goes through
     * @param probe a cheap question that precedes each further attempt
     * @throws TaskException when the deadline has passed
     */
    public <T> T retry(String sink, Attempt<T> attempt, Probe probe) throws InterruptedException {
        try {
            return attempt.run();
        } catch (StoreUnavailableException e) {
            LOG.warn("Waiting for a server sink={} deadline={} reason={}", sink, deadline, e.getMessage());
            try {
                return retryThroughOutage(sink, attempt, probe, e);
            } finally {
                reason = null;
            }
        }
    }

    /** Why it waits now; empty while it doesn't. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    private <T> T retryThroughOutage(String sink, Attempt<T> attempt, Probe probe, StoreUnavailableException first)
            throws InterruptedException {
        long start = nanos.getAsLong();
        StoreUnavailableException latest = first;
        for (int attempts = 0; ; attempts++) {
            reason = latest.getMessage();
            long left = deadline.toNanos() - (nanos.getAsLong() - start);
            if (left <= 0) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s, for %s s now".formatted(latest.getMessage(), deadline.toSeconds()),
                        new OutageException(deadline, latest));
            }
            sleep.forMillis(Math.min(
                    pauseMillis(attempts), Math.max(1, Duration.ofNanos(left).toMillis())));
            try {
                probe.run();
                T result = attempt.run();
                LOG.info(
                        "The server is back sink={} seconds={}",
                        sink,
                        Duration.ofNanos(nanos.getAsLong() - start).toSeconds());
                return result;
            } catch (StoreUnavailableException e) {
                LOG.debug("still waiting", e);
                latest = e;
            }
        }
    }

    private long pauseMillis(int attempts) {
        long ceiling = Math.min(FIRST.toMillis() << Math.min(attempts, MAX_DOUBLINGS), MAX_DURATION.toMillis());
        return Math.max(1, Math.round(ceiling * random.getAsDouble()));
    }

    /** Something that an outage can stop. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws StoreUnavailableException, InterruptedException;
    }

    /** Asks whether an attempt is worth while. */
    @FunctionalInterface
    public interface Probe {
        void run() throws StoreUnavailableException;
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Sleep {
        void forMillis(long millis) throws InterruptedException;
    }
}
