package io.userautomation.producer.publish;

import io.userautomation.producer.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spaces events out to so many per second. One that comes late may be caught up on, but by no more than a second's
 * worth, so that a pause is not followed by a flood. Belongs to one thread.
 */
final class Pace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Shorter waits cost more than they space. */
    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(2);

    private final double nanosPerEvent;
    private final Ticker ticker;
    private double due;

    /** @param perSecond infinite for no limit */
    Pace(double perSecond, Ticker ticker) {
        this.nanosPerEvent = SECOND / perSecond;
        this.ticker = ticker;
        this.due = ticker.nanos();
    }

    /** Waits until the next {@code events} may begin, but not longer than {@code atMost}. */
    void await(int events, Duration atMost) throws InterruptedException {
        if (nanosPerEvent == 0) {
            return;
        }
        long now = ticker.nanos();
        due = Math.max(due, now - (double) SECOND);
        long early = Math.min((long) due - now, atMost.toNanos());
        if (early > MIN_WAIT) {
            ticker.sleep(Duration.ofNanos(early));
        }
        due += events * nanosPerEvent;
    }
}
