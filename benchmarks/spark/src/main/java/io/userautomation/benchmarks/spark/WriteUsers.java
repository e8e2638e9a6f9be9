package io.userautomation.benchmarks.spark;

import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.cassandra.write.CassandraWriter;
import io.userautomation.stores.postgres.write.PostgresWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** The job's own writer of one sink, in Spark tasks, in batches of the job's size, but with the users in memory already. */
public final class WriteUsers {

    /** As many as the users topic has partitions, so as many as a batch of the job has tasks. */
    private static final int TASKS = 4;

    /** What tasks find in memory: all of them run in this process. */
    private static volatile List<ValidUser> users;

    private WriteUsers() {}

    /** @param args {@code cassandra} or {@code postgres}, file of users, how many to write before the clock starts */
    public static void main(String[] args) throws Exception {
        SparkJobSettings settings = Settings.read();
        StoreWriter writer = writer(args[0], settings);
        int batch = (int) settings.job().maxOffsetsPerTrigger();
        users = UsersInMemory.read(Path.of(args[1]));
        int warmUp = Integer.parseInt(args[2]);
        try (JavaSparkContext spark = new JavaSparkContext()) {
            write(spark, writer, 0, warmUp, batch);
            Clock.measure(users.size() - warmUp, () -> write(spark, writer, warmUp, users.size(), batch));
        }
    }

    private static StoreWriter writer(String store, SparkJobSettings settings) {
        DeadLetterWriter deadLetters =
                new KafkaDeadLetterWriter(settings.kafka(), settings.topics().deadLetters());
        return switch (store) {
            case "cassandra" -> new CassandraWriter(Settings.cassandra(), deadLetters);
            case "postgres" -> new PostgresWriter(Settings.postgres(), deadLetters);
            default -> throw new IllegalArgumentException("there is no store " + store);
        };
    }

    private static void write(JavaSparkContext spark, StoreWriter writer, int from, int to, int batch) {
        for (int start = from; start < to; start += batch) {
            int end = Math.min(start + batch, to);
            List<Integer> tasks = IntStream.range(0, TASKS).boxed().toList();
            long stored = spark.parallelize(tasks, TASKS).map(writing(writer, start, end)).collect().stream()
                    .mapToLong(WriteUsers::storedOf)
                    .sum();
            if (stored != end - start) {
                throw new IllegalStateException("%s of %s users were stored".formatted(stored, end - start));
            }
        }
    }

    /** Holds no more than what travels to a task of the job. */
    private static Function<Integer, WriteOutcome> writing(StoreWriter writer, int start, int end) {
        return task -> {
            int size = end - start;
            int first = start + (int) ((long) size * task / TASKS);
            int last = start + (int) ((long) size * (task + 1) / TASKS);
            return writer.write(users.subList(first, last).iterator());
        };
    }

    private static long storedOf(WriteOutcome outcome) {
        if (outcome instanceof Written written) {
            return written.counts().values().stream()
                    .mapToLong(counts -> counts.stored())
                    .sum();
        }
        throw new IllegalStateException(outcome.toString());
    }
}
