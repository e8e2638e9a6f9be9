package io.userautomation.stores.cassandra.write;

import io.userautomation.stores.RetryWindow;
import io.userautomation.stores.cassandra.CassandraFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Sends batches side by side, within the process' bound, until all are answered or one meets an outage. For one thread. */
final class SendRound {

    /** @param millis when it was acknowledged, milliseconds since 1970 */
    record Acknowledged(RowBatch batch, long millis) {}

    /** @param error says that a row of the batch is not valid, or the table is another one now */
    record Refused(RowBatch batch, Throwable error) {}

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private final Queue<RowBatch> left = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private SendRound() {}

    /** Returns when no request is in flight any more: each is answered or has timed out. */
    static SendRound of(List<RowBatch> batches, CassandraTable table) {
        SendRound round = new SendRound();
        List<CompletableFuture<Void>> sent = new ArrayList<>(batches.size());
        for (RowBatch batch : batches) {
            if (round.failure.get() == null) {
                sent.add(round.send(batch, table));
            } else {
                round.left.add(batch);
            }
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        return round;
    }

    private CompletableFuture<Void> send(RowBatch batch, CassandraTable table) {
        try {
            table.inFlight().acquire();
        } catch (InterruptedException e) {
            throw RetryWindow.interrupted(e);
        }
        long start = System.nanoTime();
        CompletionStage<Void> answered = table.session()
                .executeAsync(batch.statement(table))
                .handle((rows, error) -> {
                    if (error == null) {
                        table.inFlight().acknowledged(Duration.ofNanos(System.nanoTime() - start));
                        acknowledged.add(new Acknowledged(batch, System.currentTimeMillis()));
                    } else if (CassandraFailure.refusesRow(error)) {
                        refused.add(new Refused(batch, error));
                    } else {
                        failure.compareAndSet(null, error);
                        left.add(batch);
                    }
                    if (error != null) {
                        table.inFlight().release();
                    }
                    return null;
                });
        return answered.toCompletableFuture();
    }

    Collection<Acknowledged> acknowledged() {
        return acknowledged;
    }

    Collection<Refused> refused() {
        return refused;
    }

    /** What is still to be written, without what was refused, in no order; empty where all went well. */
    List<RowBatch> left() {
        return List.copyOf(left);
    }

    /** The first failure; null where nothing is left. */
    Throwable failure() {
        return failure.get();
    }
}
