package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.query.Batches;
import io.userautomation.sparkjob.query.Query;
import io.userautomation.sparkjob.query.Target;
import io.userautomation.sparkjob.query.Totals;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** A query that does what a test says, without Spark. */
final class FakeQuery implements Query {

    private final String name;
    private final Work work;
    private final AtomicInteger starts = new AtomicInteger();
    private volatile OptionalLong streamingSince = OptionalLong.empty();
    private volatile Optional<StreamingQueryProgress> progress = Optional.empty();
    private volatile boolean useless;

    FakeQuery(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    int starts() {
        return starts.get();
    }

    /** From now on it is as if Spark had started it then. */
    void streamsSince(long nanos) {
        streamingSince = OptionalLong.of(nanos);
    }

    /** From now on it is as if it had been through a batch without records. */
    void goThroughEmptyBatch() {
        progress = Optional.of(new StreamingQueryProgress(
                new UUID(0, 1),
                new UUID(0, 2),
                name,
                "2026-11-21T00:00:00.000Z",
                0,
                1,
                Map.of(),
                Map.of(),
                new StateOperatorProgress[0],
                new SourceProgress[] {new SourceProgress("users", null, null, null, 0, 0, 0, Map.of())},
                null,
                Map.of()));
    }

    /** From now on it is as if Spark had ended. */
    void becomeUseless() {
        useless = true;
    }

    @Override
    public Batches batches() {
        return new Batches() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Target prepare() {
                return new Target("table", "identity");
            }

            @Override
            public void process(JavaRDD<Row> records) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Totals totals() {
                return new Totals(7, 1, 2);
            }
        };
    }

    @Override
    public Optional<StreamingQueryProgress> progress() {
        return progress;
    }

    @Override
    public OptionalLong streamingSince() {
        return streamingSince;
    }

    @Override
    public boolean canRun() {
        return !useless;
    }

    @Override
    public void run(CountDownLatch closed) throws Exception {
        streamingSince = OptionalLong.empty();
        work.run(starts.incrementAndGet(), closed);
    }

    /** What it does. */
    @FunctionalInterface
    interface Work {

        /** @param start 1 for its first start */
        void run(int start, CountDownLatch closed) throws Exception;
    }
}
