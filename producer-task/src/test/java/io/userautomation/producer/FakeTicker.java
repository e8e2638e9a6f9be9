package io.userautomation.producer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that only passes in sleep, and when told to. */
public final class FakeTicker implements Ticker {

    private final List<Duration> sleeps = new ArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        sleeps.add(duration);
        pass(duration);
    }

    public synchronized void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    public synchronized Duration passed() {
        return Duration.ofNanos(nanos);
    }
}
