package io.userautomation.benchmarks.spark;

import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.query.OutageWait;
import io.userautomation.sparkjob.query.SchemaAsk;
import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;

/** The users topic from its first record to its last one, into nothing: with or without the job's parsing and checking. */
public final class ReadTopic {

    private final SparkSession spark;
    private final SparkJobSettings settings;
    private final boolean parsed;
    private final long users;

    private ReadTopic(SparkSession spark, SparkJobSettings settings, boolean parsed, long users) {
        this.spark = spark;
        this.settings = settings;
        this.parsed = parsed;
        this.users = users;
    }

    /** @param args {@code parsed} or {@code untouched}, how many records the topic holds */
    public static void main(String[] args) throws Exception {
        long users = Long.parseLong(args[1]);
        try (SparkSession spark = SparkSession.builder()
                .config("spark.sql.adaptive.enabled", "false")
                .getOrCreate()) {
            ReadTopic reading = new ReadTopic(spark, Settings.read(), args[0].equals("parsed"), users);
            reading.once();
            Clock.measure(users, reading::once);
        }
    }

    private void once() throws Exception {
        Dataset<Row> stream = new UsersTopic(
                        () -> spark,
                        settings.kafka(),
                        settings.topics().users(),
                        settings.job().maxOffsetsPerTrigger(),
                        settings.job().maxPollRecords())
                .stream();
        Path folder = Files.createDirectories(settings.job().checkpoints());
        DataStreamWriter<Row> writer = stream.writeStream()
                .option(
                        "checkpointLocation",
                        Files.createTempDirectory(folder, "read").toUri().toString())
                .trigger(Trigger.AvailableNow());
        if (!parsed) {
            writer.format("noop").start().awaitTermination();
            return;
        }
        StoreBatches batches = new StoreBatches(
                new Nowhere(),
                new KafkaDeadLetterWriter(settings.kafka(), settings.topics().deadLetters()),
                new SchemaAsk(new SubjectSchemas(
                        settings.registry(), settings.topics().users())),
                "",
                new OutageWait(settings.job().startDeadline()),
                new OutageWait(settings.job().outageDeadline()),
                written -> {});
        writer.foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> batches.process(batch.javaRDD()))
                .start()
                .awaitTermination();
        if (batches.totals().stored() != users) {
            throw new IllegalStateException(
                    "%s of %s users were read".formatted(batches.totals().stored(), users));
        }
    }

    /** Takes every user and keeps none. */
    private static final class Nowhere implements StoreWriter {

        private static final long serialVersionUID = 1L;

        @Override
        public String store() {
            return "cassandra";
        }

        @Override
        public WriteOutcome write(Iterator<ValidUser> users) {
            long count = 0;
            while (users.hasNext()) {
                users.next();
                count++;
            }
            return new Written(Map.of(WriteOutcome.NO_RUN, new RunCounts(count, 0)), Map.of());
        }

        @Override
        public void probe() {}

        @Override
        public void verify() {}

        @Override
        public String tableIdentity() {
            return "";
        }
    }
}
