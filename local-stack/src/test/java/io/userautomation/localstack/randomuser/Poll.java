package io.userautomation.localstack.randomuser;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until something has become true. */
final class Poll {
    /** A question that may have to be asked again. */
    @FunctionalInterface
    interface Question {
        boolean ask() throws InterruptedException;
    }

    private Poll() {}

    static void until(Duration longest, Question question) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!question.ask()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + longest);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
