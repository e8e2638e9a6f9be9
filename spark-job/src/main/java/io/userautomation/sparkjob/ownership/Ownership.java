package io.userautomation.sparkjob.ownership;

import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.util.Map;

/** A checkpoint that is this driver's alone, until it is closed or lost to another driver. */
public interface Ownership extends AutoCloseable {

    /**
     * Looks at what this process knows. A process that was stopped for a while may not know yet: only {@link #commit} is
     * sure.
     *
     * @throws io.userautomation.commandline.TaskException with an {@link OwnershipLostException} where it is lost
     */
    void require();

    /** Where the checkpoint stands, by partition; empty where nothing was committed yet. */
    Map<Integer, Position> positions();

    /**
     * Commits how far a batch goes, through the membership: that succeeds for the owner alone. No position is lowered.
     *
     * @param offsets by partition, behind the last record
     * @param marks by partition, the last records before these offsets, as far as known
     * @throws io.userautomation.commandline.TaskException where it is not known to be committed
     */
    void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks) throws InterruptedException;

    /**
     * Commits that nothing is stored: the one way to lower positions.
     *
     * @throws io.userautomation.commandline.TaskException where it is not known to be committed
     */
    void forget() throws InterruptedException;

    /** Lets the next one in. */
    @Override
    void close();
}
