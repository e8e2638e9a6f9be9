package io.userautomation.benchmarks.spark;

import io.userautomation.commandline.Summary;
import java.util.concurrent.TimeUnit;

/** Measures a piece of work, and says what it measured in the program's last line. */
final class Clock {

    private Clock() {}

    /** A piece of work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static void measure(long rows, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        System.out.println(new Summary().with("rows", rows).with("seconds", seconds));
    }
}
