package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.ownership.Ownership;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Waits for a checkpoint that another driver may own. */
@FunctionalInterface
interface Claim {

    /**
     * Returns once the checkpoint is this driver's, or of no use to it any more.
     *
     * @param closed counted down when no record of the run can come any more
     * @return empty when its owner has stored all of the run
     * @throws io.userautomation.commandline.TaskException when it was waited for in vain
     */
    Optional<Ownership> make(CheckpointIdentity identity, CountDownLatch closed) throws InterruptedException;
}
