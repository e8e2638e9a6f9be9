package io.userautomation.systemtests.faults;

import io.userautomation.localstack.TaskProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A driver that is started again whenever it has ended, as an orchestrator's retries do. */
final class SupervisedDriver implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;
    private static final long PAUSE_MILLIS = 3_000;

    private final Supplier<TaskProcess> start;
    private final Thread thread = new Thread(this::supervise, "supervised-driver");
    private final List<String> ends = new ArrayList<>();
    private volatile TaskProcess driver;
    private volatile boolean closed;

    SupervisedDriver(Supplier<TaskProcess> start) {
        this.start = start;
        this.driver = start.get();
        thread.start();
    }

    /** The one that runs now, or has just ended. */
    TaskProcess current() {
        return driver;
    }

    /** How those that ended by themselves said they did. */
    synchronized List<String> ends() {
        return List.copyOf(ends);
    }

    private void supervise() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_MILLIS);
                TaskProcess last = driver;
                if (!last.isRunning() && !closed) {
                    List<String> said = last.stdout();
                    synchronized (this) {
                        ends.add(said.isEmpty() ? "killed" : said.get(said.size() - 1));
                    }
                    Thread.sleep(PAUSE_MILLIS);
                    driver = start.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        driver.close();
    }
}
