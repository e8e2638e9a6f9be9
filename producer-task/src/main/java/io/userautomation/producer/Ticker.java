package io.userautomation.producer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time as this module needs it, so that a test can have its own. */
public interface Ticker {

    /** The process' own clock. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;
}
