package io.userautomation.sparkjob.query;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.source.LogRecords;
import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.sparkjob.transform.ScreenedUsers;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream does before its queries start, so that the first users wait for no class, compiler, connection or prepared
 * statement: the executors speak to the servers, and a query of a few batches makes, decodes and screens rows like those of
 * Spark's Kafka source. Nothing is written. What fails here, or takes too long, is left to the first batch.
 */
public final class WarmUp implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 100;

    /** Enough for the JVM's compilers to take notice. */
    private static final int BATCHES = 4;

    private static final long ROWS = 2_000;

    private final ArrayList<StoreWriter> writers;
    private final HashMap<String, Object> clientProperties;
    private final String topic;

    /**
     * A warm-up that has not begun.
     *
     * @param writers of all stores
     * @param clientProperties how the brokers are spoken to
     * @param topic the users topic
     */
    public WarmUp(List<StoreWriter> writers, Map<String, Object> clientProperties, String topic) {
        this.writers = new ArrayList<>(writers);
        this.clientProperties = new HashMap<>(clientProperties);
        this.topic = topic;
    }

    /** Warms the driver and the executors that there are, or that come within some seconds. */
    public void run(SparkSession spark) {
        long start = System.nanoTime();
        try {
            int tasks = spark.sparkContext().defaultParallelism();
            Path checkpoint = Files.createTempDirectory("warm-up");
            try {
                stream(spark, tasks, checkpoint);
            } finally {
                FileUtil.fullyDelete(checkpoint.toFile());
            }
            LOG.info("Warm seconds={}", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        } catch (IOException | TimeoutException | StreamingQueryException | RuntimeException e) {
            LOG.info("Starting before the executors are warm reason={}", e.toString());
        }
    }

    private void stream(SparkSession spark, int tasks, Path checkpoint)
            throws TimeoutException, StreamingQueryException {
        AtomicInteger batches = new AtomicInteger();
        StreamingQuery query = rows(spark, tasks)
                .writeStream()
                .queryName("warm_up")
                .option("checkpointLocation", checkpoint.toUri().toString())
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> {
                    batch.javaRDD().coalesce(tasks).foreachPartition(this::task);
                    batches.incrementAndGet();
                })
                .start();
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (batches.get() < BATCHES && !query.awaitTermination(LOOK_MILLIS)) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("not done within " + PATIENCE);
                }
            }
        } finally {
            PipelineQuery.stop(query);
        }
    }

    /** With the columns of the source, in their order. */
    private static Dataset<Row> rows(SparkSession spark, int tasks) {
        return spark.readStream()
                .format("rate-micro-batch")
                .option("rowsPerBatch", ROWS)
                .option("numPartitions", tasks)
                .load()
                .select(
                        lit("").as("topic"),
                        lit(0).as("partition"),
                        col("value").as("offset"),
                        col("timestamp"),
                        lit(null).cast("binary").as("key"),
                        lit(UserRecordJson.write(sample())).cast("binary").as("value"),
                        array(struct(lit("").as("key"), lit("").cast("binary").as("value")))
                                .as("headers"));
    }

    private static UserRecord sample() {
        return new UserRecord(
                new UUID(0, 0).toString(),
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "1970-01-01T00:00:00.000Z",
                "1970-01-01T00:00:00.000Z",
                "-",
                "http://localhost/");
    }

    private void task(Iterator<Row> rows) {
        for (StoreWriter writer : writers) {
            quietly(writer.store(), writer::warmUp);
        }
        quietly("kafka", this::askBrokers);
        long valid = 0;
        for (Iterator<ValidUser> users = screened(rows); users.hasNext(); users.next()) {
            valid++;
        }
        LOG.debug("Screened users={}", valid);
    }

    private static Iterator<ValidUser> screened(Iterator<Row> rows) {
        return new ScreenedUsers(RecordDecoder.decode(rows), RegisteredSchemas.NONE, refused -> {});
    }

    private void askBrokers() {
        try (LogRecords log = UsersTopic.log(clientProperties, topic)) {
            log.begins();
        }
    }

    /** The first batch meets the same failure, and knows what to do. */
    private static void quietly(String server, Step step) {
        try {
            step.run();
        } catch (StoreUnavailableException | RuntimeException e) {
            LOG.debug("Still cold server={}", server, e);
        }
    }

    /** Of what is warmed. */
    @FunctionalInterface
    private interface Step {
        void run() throws StoreUnavailableException;
    }
}
