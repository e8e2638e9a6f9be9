package io.userautomation.sparkjob.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Spark, started once somebody needs it: a driver that only looks on at another one never does. */
final class LazySpark implements Supplier<SparkSession> {

    private final Supplier<SparkSession> starter;
    private CompletableFuture<SparkSession> session;

    LazySpark(Supplier<SparkSession> starter) {
        this.starter = starter;
    }

    /** Starts it on a thread of its own, so that it is there when it is asked for. */
    synchronized void start() {
        if (session != null) {
            return;
        }
        CompletableFuture<SparkSession> starting = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(starting), "spark-start");
        thread.setDaemon(true);
        session = starting;
        thread.start();
    }

    /** Whether it is there; asked while it starts, it isn't. */
    synchronized boolean isStarted() {
        return session != null && session.isDone() && !session.isCompletedExceptionally();
    }

    @Override
    public SparkSession get() {
        start();
        CompletableFuture<SparkSession> starting;
        synchronized (this) {
            starting = session;
        }
        try {
            return starting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Spark starts", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Ends it, where it was started. */
    void stop() {
        boolean asked;
        synchronized (this) {
            asked = session != null;
        }
        if (asked) {
            get().stop();
        }
    }

    private void complete(CompletableFuture<SparkSession> starting) {
        try {
            starting.complete(starter.get());
        } catch (Throwable e) {
            starting.completeExceptionally(e);
        }
    }
}
