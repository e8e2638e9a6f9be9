package io.userautomation.benchmarks.spark;

import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.query.Batches;
import io.userautomation.sparkjob.query.Checkpoint;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.query.DeadLetterBatches.LettersTopic;
import io.userautomation.sparkjob.query.OutageWait;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.SchemaAsk;
import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.query.Target;
import io.userautomation.sparkjob.run.JobSession;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.cassandra.write.CassandraWriter;
import io.userautomation.stores.postgres.write.PostgresWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/** The job's own queries over a topic that is full already, all together or one after another. */
public final class RunQueries {

    private final SparkSession spark;
    private final SparkJobSettings settings;
    private final DeadLetterWriter deadLetters;

    /** A name of its own for each program, so that it begins at the earliest offset. */
    private final String topicId = UUID.randomUUID().toString();

    private RunQueries(SparkSession spark, SparkJobSettings settings) {
        this.spark = spark;
        this.settings = settings;
        this.deadLetters =
                new KafkaDeadLetterWriter(settings.kafka(), settings.topics().deadLetters());
    }

    /**
     * @param args {@code together} or {@code apart}, how many records the topic holds, and the queries: {@code cassandra},
     *     {@code postgres}, {@code dead_letters}
     */
    public static void main(String[] args) throws Exception {
        int threads = args[0].equals("together") ? args.length - 2 : 1;
        try (SparkSession spark = JobSession.builder().getOrCreate()) {
            RunQueries queries = new RunQueries(spark, Settings.read());
            List<Callable<Void>> lanes = new ArrayList<>();
            for (int i = 2; i < args.length; i++) {
                PipelineQuery lane = queries.lane(args[i]);
                lanes.add(() -> {
                    lane.run(new CountDownLatch(0));
                    return null;
                });
            }
            Clock.measure(Long.parseLong(args[1]), () -> run(lanes, threads));
        }
    }

    private static void run(List<Callable<Void>> lanes, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (Future<Void> lane : pool.invokeAll(lanes)) {
            lane.get();
        }
        pool.shutdown();
    }

    private PipelineQuery lane(String name) {
        UsersTopic topic = new UsersTopic(
                () -> spark,
                settings.kafka(),
                settings.topics().users(),
                settings.job().maxOffsetsPerTrigger(),
                settings.job().maxPollRecords());
        return new PipelineQuery(
                () -> spark,
                topic,
                batches(name),
                this::checkpoint,
                settings.job().triggerInterval());
    }

    private Batches batches(String name) {
        return switch (name) {
            case "cassandra" -> store(new CassandraWriter(Settings.cassandra(), deadLetters));
            case "postgres" -> store(new PostgresWriter(Settings.postgres(), deadLetters));
            case "dead_letters" ->
                new DeadLetterBatches(
                        deadLetters,
                        new AnyTopic("", ""),
                        new OutageWait(settings.job().outageDeadline()));
            default -> throw new IllegalArgumentException("there is no query " + name);
        };
    }

    private Batches store(StoreWriter writer) {
        return new StoreBatches(
                writer,
                deadLetters,
                new SchemaAsk(new SubjectSchemas(
                        settings.registry(), settings.topics().users())),
                "",
                new OutageWait(settings.job().startDeadline()),
                new OutageWait(settings.job().outageDeadline()),
                written -> {});
    }

    private Optional<Checkpoint> checkpoint(String query, Target target, CountDownLatch closed) throws Exception {
        CheckpointIdentity identity = new CheckpointIdentity(
                query,
                "",
                settings.topics().users(),
                topicId,
                target.table(),
                target.identity(),
                UserRecordValidator.RULES_VERSION);
        CheckpointFolder folder = CheckpointFolder.open(
                settings.job().checkpoints(), identity, settings.job().startDeadline());
        return Optional.of(new Checkpoint(folder, new Alone()));
    }

    /** Of a checkpoint that no other program knows of: joining a group would take longer than what is measured. */
    private static final class Alone implements Ownership {

        @Override
        public void require() {}

        @Override
        public Map<Integer, Position> positions() {
            return Map.of();
        }

        @Override
        public void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks) {}

        @Override
        public void forget() {}

        @Override
        public void close() {}
    }

    /** Nobody makes it anew while it is measured. */
    private record AnyTopic(String name, String id) implements LettersTopic {

        @Override
        public Optional<String> idIfAnswered() {
            return Optional.of(id);
        }
    }
}
