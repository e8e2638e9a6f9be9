package io.userautomation.benchmarks.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.userautomation.commandline.Summary;
import io.userautomation.model.record.UserField;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How the pipelines before this one store: {@code from_json}, the connector with its defaults, a batch every 10 s. */
public final class OneByOneJob {

    private static final long LOOK_MILLIS = 100;

    private OneByOneJob() {}

    /** @param args how many users to wait for; says {@code ready} on stderr when it follows the topic */
    public static void main(String[] args) throws Exception {
        long wanted = Long.parseLong(args[0]);
        SparkJobSettings settings = Settings.read();
        CassandraSettings cassandra = Settings.cassandra();
        try (SparkSession spark = Settings.connector(cassandra).getOrCreate()) {
            StreamingQuery query = users(spark, settings)
                    .writeStream()
                    .format("org.apache.spark.sql.cassandra")
                    .option("keyspace", cassandra.keyspace())
                    .option("table", cassandra.table())
                    .option(
                            "checkpointLocation",
                            Files.createTempDirectory(
                                            Files.createDirectories(
                                                    settings.job().checkpoints()),
                                            "one-by-one")
                                    .toUri()
                                    .toString())
                    .trigger(Trigger.ProcessingTime("10 seconds"))
                    .start();
            while (query.lastProgress() == null) {
                Thread.sleep(LOOK_MILLIS);
            }
            System.err.println("ready");
            while (storedBy(query) < wanted) {
                if (query.awaitTermination(LOOK_MILLIS)) {
                    throw new IllegalStateException("the query has ended");
                }
            }
            System.out.println(new Summary().with("stored", storedBy(query)));
            query.stop();
        }
    }

    private static long storedBy(StreamingQuery query) {
        return Arrays.stream(query.recentProgress())
                .mapToLong(progress -> progress.numInputRows())
                .sum();
    }

    private static Dataset<Row> users(SparkSession spark, SparkJobSettings settings) {
        StructType columns = new StructType();
        for (UserField field : UserField.values()) {
            columns = columns.add(field.key(), DataTypes.StringType);
        }
        return spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", settings.kafka().bootstrapServers())
                .option("subscribe", settings.topics().users())
                .option("startingOffsets", "earliest")
                .load()
                .select(from_json(col("value").cast("string"), columns).as("user"))
                .select("user.*");
    }
}
