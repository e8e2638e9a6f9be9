package io.userautomation.sparkjob.query;

/**
 * Lets a query's batches pass one by one, until it is closed: then the batch inside may end and the next one waits
 * before it has done anything. So a query is stopped between two batches, and nothing is written twice for it.
 */
final class BatchGate {

    private boolean open = true;
    private boolean busy;
    private long lastDone = -1;

    /** Waits until the gate is open. */
    synchronized void enter() throws InterruptedException {
        while (!open) {
            wait();
        }
        busy = true;
    }

    /** A batch is over, well or not. */
    synchronized void leave() {
        busy = false;
        notifyAll();
    }

    /** This batch ended well. */
    synchronized void done(long batchId) {
        lastDone = batchId;
    }

    /** Closes the gate and waits for the batch inside. @return the last batch that ended well; -1 if none did */
    synchronized long close() throws InterruptedException {
        open = false;
        while (busy) {
            wait();
        }
        return lastDone;
    }

    /** Opens it for a query that was just started. */
    synchronized void open() {
        open = true;
        lastDone = -1;
        notifyAll();
    }
}
