package io.userautomation.producer.publish;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that made it when its time is over, unless it was called off before. */
final class Deadline {

    private final Thread worker = Thread.currentThread();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "deadline");
        thread.setDaemon(true);
        return thread;
    });
    private boolean passed;
    private boolean calledOff;

    @SuppressWarnings("FutureReturnValueIgnored") // it can only interrupt
    Deadline(Duration time) {
        timer.schedule(this::pass, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it was this that interrupted. */
    synchronized boolean passed() {
        return passed;
    }

    /** No interruption comes after this. */
    synchronized void callOff() {
        calledOff = true;
        timer.shutdownNow();
    }

    private synchronized void pass() {
        if (!calledOff) {
            passed = true;
            worker.interrupt();
        }
    }
}
