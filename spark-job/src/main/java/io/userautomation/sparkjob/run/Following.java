package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.ownership.Owner;
import io.userautomation.sparkjob.ownership.Owners;
import io.userautomation.sparkjob.ownership.Ownership;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of a run: where a checkpoint has a living owner it looks on, without joining, until that one has stored the run. It
 * takes the checkpoint over where nobody owns it, or nobody any more.
 */
final class Following implements Claim {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_CLOSED = Duration.ofMillis(200);

    private final Owners owners;
    private final Supplier<Map<Integer, Long>> ends;
    private final Function<CheckpointIdentity, OwnerWatch> watches;
    private final Duration outageDeadline;

    /**
     * A claim for any of the run's checkpoints.
     *
     * @param ends the run's, by partition; asked once it is closed
     * @param watches makes what looks at an owner
     * @param outageDeadline how long the brokers may be away
     */
    Following(
            Owners owners,
            Supplier<Map<Integer, Long>> ends,
            Function<CheckpointIdentity, OwnerWatch> watches,
            Duration outageDeadline) {
        this.owners = owners;
        this.ends = ends;
        this.watches = watches;
        this.outageDeadline = outageDeadline;
    }

    @Override
    public Optional<Ownership> make(CheckpointIdentity identity, CountDownLatch closed) throws InterruptedException {
        try (OwnerWatch watch = watches.apply(identity)) {
            Owner known = null;
            long lastAnswer = System.nanoTime();
            while (true) {
                try {
                    Optional<Owner> owner = owners.of(identity);
                    lastAnswer = System.nanoTime();
                    if (owner.isEmpty()) {
                        Optional<Ownership> mine = owners.acquire(identity);
                        if (mine.isPresent()) {
                            return mine;
                        }
                    } else if (isStored(watch, owner.get(), closed)) {
                        LOG.info("The owner has stored the run query={}", identity.query());
                        return Optional.empty();
                    }
                    if (owner.isPresent() && !owner.get().equals(known)) {
                        known = owner.get();
                        LOG.info("Follows the checkpoint's owner query={} owner={}", identity.query(), known.inWords());
                    }
                } catch (RetriableException e) {
                    if (System.nanoTime() - lastAnswer > outageDeadline.toNanos()) {
                        throw e;
                    }
                    LOG.warn("The owner could not be looked at query={} reason={}", identity.query(), e.getMessage());
                }
                pause(closed);
            }
        }
    }

    private boolean isStored(OwnerWatch watch, Owner owner, CountDownLatch closed) throws InterruptedException {
        return closed.getCount() > 0 ? watch.look(owner) : watch.isStored(owner, ends.get());
    }

    private static void pause(CountDownLatch closed) throws InterruptedException {
        if (closed.getCount() == 0) {
            Thread.sleep(LOOK_AT_CLOSED.toMillis());
        } else if (closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("The run is closed");
        }
    }
}
