package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.checkpoint.CheckpointInUseException;
import io.userautomation.sparkjob.ownership.Owner;
import io.userautomation.sparkjob.ownership.Owners;
import io.userautomation.sparkjob.ownership.Ownership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The claim of a stream: it has no use for what others store, and waits for its turn, until a deadline. */
final class StandBy implements Claim {

    private static final long LOOK_MILLIS = 500;

    private final Owners owners;
    private final Duration deadline;

    StandBy(Owners owners, Duration deadline) {
        this.owners = owners;
        this.deadline = deadline;
    }

    @Override
    public Optional<Ownership> make(CheckpointIdentity identity, CountDownLatch closed) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<Owner> owner = owners.of(identity);
            if (owner.isEmpty()) {
                Optional<Ownership> mine = owners.acquire(identity);
                if (mine.isPresent()) {
                    return mine;
                }
            } else if (System.nanoTime() - start > deadline.toNanos()) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "the checkpoint %s is in use by %s; waited %s s for it"
                                .formatted(identity.folderName(), owner.get().inWords(), deadline.toSeconds()),
                        new CheckpointInUseException());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
