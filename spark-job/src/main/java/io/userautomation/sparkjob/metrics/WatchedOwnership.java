package io.userautomation.sparkjob.metrics;

import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.ownership.Position;
import java.util.Map;

/** An ownership that can be asked whether it still is one. */
final class WatchedOwnership implements Ownership {

    private final Ownership ownership;
    private volatile boolean closed;

    WatchedOwnership(Ownership ownership) {
        this.ownership = ownership;
    }

    /** As far as this process knows. */
    boolean isHeld() {
        if (closed) {
            return false;
        }
        try {
            ownership.require();
            return true;
        } catch (TaskException e) {
            return false;
        }
    }

    @Override
    public void require() {
        ownership.require();
    }

    @Override
    public Map<Integer, Position> positions() {
        return ownership.positions();
    }

    @Override
    public void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks)
            throws InterruptedException {
        ownership.commit(batch, offsets, marks);
    }

    @Override
    public void forget() throws InterruptedException {
        ownership.forget();
    }

    @Override
    public void close() {
        closed = true;
        ownership.close();
    }
}
