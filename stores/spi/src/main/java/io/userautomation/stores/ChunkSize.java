package io.userautomation.stores;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many rows a statement takes, as fast as the server is: about as many as it stores within a second. Shared by the
 * tasks of one process that write to the same table.
 */
public final class ChunkSize {

    public static final int MAX_ROWS = 2_000;

    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(2_500);

    /** A time-out takes seconds, so few of them have to lead from the most rows to one. */
    private static final int SHRINK = 8;

    private final AtomicInteger rows = new AtomicInteger(MAX_ROWS);

    public int rows() {
        return rows.get();
    }

    /** So many rows were stored in this time. */
    public void stored(int count, Duration time) {
        if (time.compareTo(SLOW) > 0) {
            rows.accumulateAndGet(Math.max(1, count / 2), Math::min);
        } else if (time.compareTo(QUICK) < 0) {
            rows.accumulateAndGet(Math.min(MAX_ROWS, count * 2), Math::max);
        }
    }

    /** So many rows took too long. @return whether fewer can be tried */
    public boolean shrink(int count) {
        rows.accumulateAndGet(Math.max(1, count / SHRINK), Math::min);
        return count > 1;
    }
}
