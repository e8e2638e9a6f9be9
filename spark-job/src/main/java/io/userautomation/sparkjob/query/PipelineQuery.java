package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.source.UsersTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query from its start to its end, on a thread of its own: it streams until the run is closed, then one more pass
 * that begins after the closing takes whatever is left.
 */
public final class PipelineQuery implements Query {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineQuery.class);
    private static final long LOOK_MILLIS = 100;
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final int MAX_STOPS = 30;
    private static final Duration COMPARE_EVERY = Duration.ofSeconds(20);

    private final Supplier<SparkSession> spark;
    private final UsersTopic topic;
    private final Batches batches;
    private final Checkpoints checkpoints;
    private final Duration triggerInterval;
    private final PollSize pollSize;
    private final BatchGate gate = new BatchGate();
    private volatile StreamingQuery running;
    private volatile OptionalLong streamingSince = OptionalLong.empty();
    private volatile StreamingQueryProgress progress;
    private volatile SparkSession started;
    private volatile boolean followed;

    /** @param spark asked once there is a checkpoint to work on */
    public PipelineQuery(
            Supplier<SparkSession> spark,
            UsersTopic topic,
            Batches batches,
            Checkpoints checkpoints,
            Duration triggerInterval) {
        this.spark = spark;
        this.topic = topic;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.triggerInterval = triggerInterval;
        this.pollSize = new PollSize(batches.name(), topic.maxPollRecords(), Thread::sleep);
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public Optional<StreamingQueryProgress> progress() {
        StreamingQuery query = running;
        if (query != null && query.lastProgress() != null) {
            progress = query.lastProgress();
        }
        return Optional.ofNullable(progress);
    }

    @Override
    public OptionalLong streamingSince() {
        return streamingSince;
    }

    @Override
    public boolean canRun() {
        SparkSession session = started;
        return session == null || !session.sparkContext().isStopped();
    }

    @Override
    public boolean isFollowed() {
        return followed;
    }

    @Override
    public void run(CountDownLatch closed) throws Exception {
        pollSize.run(() -> runOnce(closed));
    }

    private void runOnce(CountDownLatch closed) throws Exception {
        streamingSince = OptionalLong.empty();
        Target target = batches.prepare();
        try {
            Optional<Checkpoint> mine = checkpoints.claim(batches.name(), target, closed);
            followed = mine.isEmpty();
            if (mine.isPresent()) {
                runOn(mine.get(), target, closed);
            }
        } catch (Exception e) {
            if (!canRun()) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "Spark ended the application: is its master %s up, and its spark.authenticate.secret the driver's?"
                                .formatted(started.sparkContext().master()),
                        e);
            }
            throw topic.explained(e);
        }
    }

    private void runOn(Checkpoint mine, Target target, CountDownLatch closed) throws Exception {
        try (Checkpoint checkpoint = mine;
                LogContinuity log = new LogContinuity(topic.log(), checkpoint, batches.name())) {
            Place place = new Place(checkpoint, target, log, log.atStart());
            started = spark.get();
            started.sparkContext().setLocalProperty("spark.scheduler.pool", batches.name());
            if (closed.getCount() > 0) {
                stream(place, closed);
            }
            drain(place);
        }
    }

    private void stream(Place place, CountDownLatch closed) throws Exception {
        gate.open();
        StreamingQuery query = start(place, Trigger.ProcessingTime(triggerInterval.toMillis()));
        try {
            long compared = System.nanoTime();
            while (!query.awaitTermination(LOOK_MILLIS)) {
                if (System.nanoTime() - compared > COMPARE_EVERY.toNanos()) {
                    compare(place);
                    compared = System.nanoTime();
                }
                place.checkpoint().ownership().require();
                if (closed.getCount() == 0) {
                    settle(query);
                    return;
                }
            }
            throw new IllegalStateException("the query was stopped from outside");
        } finally {
            end(query);
        }
    }

    /** Brokers that don't answer are the query's to notice. */
    private void compare(Place place) throws IOException, InterruptedException {
        batches.require(place.target());
        try {
            place.log().require();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("The log could not be compared query={}", batches.name(), e);
        }
    }

    /** Waits until the batch under way is committed, so that the pass behind it does not take it again. */
    private void settle(StreamingQuery query) throws InterruptedException, StreamingQueryException {
        long last = gate.close();
        long deadline = System.nanoTime() + COMMIT.toNanos();
        while (!isCommitted(query, last) && System.nanoTime() < deadline) {
            if (query.awaitTermination(LOOK_MILLIS)) {
                return;
            }
        }
    }

    private static boolean isCommitted(StreamingQuery query, long batchId) {
        return batchId < 0
                || (query.lastProgress() != null && query.lastProgress().batchId() >= batchId);
    }

    private void drain(Place place) throws Exception {
        gate.open();
        StreamingQuery query = start(place, Trigger.AvailableNow());
        LOG.info("The run is closed: storing what is left query={}", batches.name());
        try {
            query.awaitTermination();
        } finally {
            end(query);
        }
        batches.require(place.target());
        place.log().require();
    }

    private StreamingQuery start(Place place, Trigger trigger) throws TimeoutException {
        StreamingQuery query = topic.stream(pollSize.records(), place.start())
                .writeStream()
                .queryName(batches.name())
                .option("checkpointLocation", place.checkpoint().folder().location())
                .trigger(trigger)
                .foreachBatch(
                        (VoidFunction2<Dataset<Row>, Long>) (batch, batchId) -> process(batch, batchId, place.log()))
                .start();
        running = query;
        streamingSince = OptionalLong.of(System.nanoTime());
        return query;
    }

    private void process(Dataset<Row> batch, long batchId, LogContinuity log) throws IOException, InterruptedException {
        gate.enter();
        try {
            log.before(batchId);
            batches.process(oneTaskForEachCore(batch));
            log.keep(batchId);
            gate.done(batchId);
        } finally {
            gate.leave();
        }
    }

    /** A task's start and its own round trips cost more than a small batch's rows do. */
    private JavaRDD<Row> oneTaskForEachCore(Dataset<Row> batch) {
        return batch.javaRDD().coalesce(started.sparkContext().defaultParallelism());
    }

    private void end(StreamingQuery query) throws TimeoutException {
        progress();
        running = null;
        stop(query);
    }

    /**
     * Stops a query, whose session has a {@code spark.sql.streaming.stopTimeout}. Spark interrupts the query's thread once
     * and waits for its end. Hadoop swallows an interruption that meets it while it runs a command such as chmod; the
     * batch behind that would wait at the closed gate for ever.
     */
    static void stop(StreamingQuery query) throws TimeoutException {
        for (int stops = 1; ; stops++) {
            try {
                query.stop();
                return;
            } catch (TimeoutException stillRunning) {
                if (stops == MAX_STOPS) {
                    throw stillRunning;
                }
                LOG.debug("Stopping again query={}", query.name());
            }
        }
    }

    /** Where a query stands while it runs; {@code start} is for a checkpoint without offsets. */
    private record Place(Checkpoint checkpoint, Target target, LogContinuity log, Map<Integer, Long> start) {}

    /** Where queries keep their place. */
    @FunctionalInterface
    public interface Checkpoints {

        /**
         * Waits until the checkpoint for this query and target is this driver's.
         *
         * @param closed counted down when no record of the run can come any more
         * @return empty when another driver has stored all of the run meanwhile
         */
        Optional<Checkpoint> claim(String query, Target target, CountDownLatch closed) throws Exception;
    }
}
