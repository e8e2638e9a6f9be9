package io.userautomation.sparkjob.source;

import io.userautomation.contract.settings.KafkaSettings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The users topic as a stream; one row per record, its columns as {@link RecordDecoder} expects them. */
public final class UsersTopic {

    private final SparkSession spark;
    private final Map<String, String> options;

    public UsersTopic(SparkSession spark, KafkaSettings kafka, String topic, long maxOffsetsPerTrigger) {
        this.spark = spark;
        this.options = options(kafka, topic, maxOffsetsPerTrigger);
    }

    /** A stream of its own for each query. */
    public Dataset<Row> stream() {
        return spark.readStream().format("kafka").options(options).load().selectExpr(RecordDecoder.COLUMNS);
    }

    /** What Spark's Kafka source is told; checkpoints rely on the first four. */
    static Map<String, String> options(KafkaSettings kafka, String topic, long maxOffsetsPerTrigger) {
        Map<String, String> options = new TreeMap<>();
        options.put("subscribe", topic);
        options.put("startingOffsets", "earliest");
        options.put("includeHeaders", "true");
        options.put("failOnDataLoss", "true");
        options.put("maxOffsetsPerTrigger", Long.toString(maxOffsetsPerTrigger));
        options.put("groupIdPrefix", "user_automation.spark");
        // What a transaction took back was never published.
        options.put("kafka.isolation.level", "read_committed");
        kafka.clientProperties().forEach((key, value) -> options.put("kafka." + key, value.toString()));
        return options;
    }
}
