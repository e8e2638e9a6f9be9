package io.userautomation.stores.cassandra.write;

import java.time.Duration;

/**
 * Permits for requests of this process that wait for an answer, as many as the cluster answers in time: fewer after a
 * time-out, one more with each quick answer.
 */
final class InFlight {

    /** Enough to keep a cluster busy; what waits beyond that only makes time-outs likelier. */
    private static final int MAX_REQUESTS = 128;

    private static final Duration QUICK = Duration.ofSeconds(1);

    /** A time-out takes seconds, so few of them have to lead from the most requests to one. */
    private static final int SHRINK = 16;

    private int limit = MAX_REQUESTS;
    private int taken;

    synchronized void acquire() throws InterruptedException {
        while (taken >= limit) {
            wait();
        }
        taken++;
    }

    /** A request was answered, after this time. */
    synchronized void acknowledged(Duration time) {
        if (time.compareTo(QUICK) < 0 && limit < MAX_REQUESTS) {
            limit++;
        }
        release();
    }

    /** A request failed. */
    synchronized void release() {
        taken--;
        notifyAll();
    }

    /** Requests timed out. @return whether there were more than one at once */
    synchronized boolean shrink() {
        boolean more = limit > 1;
        limit = Math.max(1, limit / SHRINK);
        return more;
    }
}
