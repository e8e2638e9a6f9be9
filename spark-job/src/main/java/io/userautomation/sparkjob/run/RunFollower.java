package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunSnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one run on the runs topic until it is closed. Time is this process' own, and steady: the writers' clocks may be
 * off, so what counts is when another sign of life comes.
 */
public final class RunFollower {

    private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);

    private final RunId runId;
    private final Supplier<RunSnapshot> snapshots;
    private final HeldBack heldBack;
    private final Duration idleTimeout;
    private final Duration outageDeadline;
    private final String kafka;
    private final LongSupplier nanos;
    private long seen;
    private long lastChange;
    private long lastAnswer;
    private boolean begun;
    private boolean toldOfHidden;
    private volatile Map<Integer, Long> ends = Map.of();

    /**
     * @param snapshots reads the runs topic; throws Kafka's retriable exceptions while the brokers are away
     * @param heldBack whether a transaction under way hides records of the closed run; throws as the first
     * @param idleTimeout how long it may stay unopened, or open without a sign of life
     * @param outageDeadline how long the brokers may be away
     * @param kafka their addresses, for messages
     */
    public RunFollower(
            RunId runId,
            Supplier<RunSnapshot> snapshots,
            HeldBack heldBack,
            Duration idleTimeout,
            Duration outageDeadline,
            String kafka,
            LongSupplier nanos) {
        this.runId = runId;
        this.snapshots = snapshots;
        this.heldBack = heldBack;
        this.idleTimeout = idleTimeout;
        this.outageDeadline = outageDeadline;
        this.kafka = kafka;
        this.nanos = nanos;
    }

    /**
     * Looks once.
     *
     * @return whether the run is closed, and all that was published by then can be read
     * @throws TaskException when it has been idle for too long (a later try continues), or the brokers away
     */
    public boolean isClosed() throws InterruptedException {
        long now = nanos.getAsLong();
        if (!begun) {
            begun = true;
            lastChange = now;
            lastAnswer = now;
        }
        RunSnapshot snapshot;
        boolean hidden;
        try {
            snapshot = snapshots.get();
            hidden = snapshot.isClosed() && heldBack.before(snapshot.manifest().endOffsets());
        } catch (RetriableException e) {
            if (now - lastAnswer > outageDeadline.toNanos()) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "Kafka at %s did not answer for %s s: %s"
                                .formatted(kafka, outageDeadline.toSeconds(), e.getMessage()),
                        e);
            }
            LOG.warn("The runs topic could not be read run_id={} reason={}", runId, e.getMessage());
            return false;
        }
        lastAnswer = now;
        if (snapshot.isClosed()) {
            if (hidden && !toldOfHidden) {
                toldOfHidden = true;
                LOG.warn("Waiting for the end of a transaction that hides records of the closed run run_id={}", runId);
            }
            ends = Map.copyOf(snapshot.manifest().endOffsets());
            return !hidden;
        }
        checkIdle(snapshot, now);
        return false;
    }

    /** By partition, the next offset when the run was closed; empty before that was seen. Any thread may ask. */
    public Map<Integer, Long> endOffsets() {
        return ends;
    }

    private void checkIdle(RunSnapshot snapshot, long now) {
        if (snapshot.signsOfLife() != seen) {
            seen = snapshot.signsOfLife();
            lastChange = now;
        }
        if (now - lastChange <= idleTimeout.toNanos()) {
            return;
        }
        String what = snapshot.manifest() == null
                ? "run %s was not opened within %s s: it is producer-task open-run that opens it"
                : "run %s is open but publishing has given no sign of life for %s s: store again once it is published";
        throw new TaskException(ExitStatus.INTERRUPTED, what.formatted(runId, idleTimeout.toSeconds()));
    }

    /** Asks the brokers. */
    @FunctionalInterface
    public interface HeldBack {

        /** Whether records before these offsets, per partition of the users topic, can't be read yet. */
        boolean before(Map<Integer, Long> ends) throws InterruptedException;
    }
}
