package io.userautomation.sparkjob.run;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Says that an application has no executor, so that its tasks wait for cores which nobody gives. */
final class ExecutorWatch {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration SAY_AFTER = Duration.ofSeconds(30);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    private final IntSupplier executors;
    private final String master;
    private final LongSupplier nanos;
    private final Consumer<String> warnings;
    private long lastLook;
    private long since;
    private long nextWord = SAY_AFTER.toNanos();

    /**
     * @param executors how many there are now
     * @param master who gives them
     */
    ExecutorWatch(IntSupplier executors, String master, LongSupplier nanos, Consumer<String> warnings) {
        this.executors = executors;
        this.master = master;
        this.nanos = nanos;
        this.warnings = warnings;
        this.lastLook = nanos.getAsLong();
        this.since = lastLook;
    }

    /** To be called often. */
    void look() {
        long now = nanos.getAsLong();
        if (now - lastLook < LOOK_EVERY.toNanos()) {
            return;
        }
        lastLook = now;
        if (executors.getAsInt() > 0) {
            since = now;
            nextWord = SAY_AFTER.toNanos();
        } else if (now - since >= nextWord) {
            nextWord = now - since + SAY_EVERY.toNanos();
            warnings.accept(
                    ("Nothing can be stored: Spark has given no executor for %s s master=%s; see on the master's page that a"
                                    + " worker is there with free cores and memory, and end the application that holds them")
                            .formatted(Duration.ofNanos(now - since).toSeconds(), master));
        }
    }
}
