package io.userautomation.sparkjob.source;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The users topic as a stream; one row per record, its columns as {@link RecordDecoder} expects them. */
public final class UsersTopic {

    private final SparkSession spark;
    private final Map<String, String> options;
    private final String address;
    private final Map<String, Object> clientProperties;
    private final String topic;

    public UsersTopic(SparkSession spark, KafkaSettings kafka, String topic, long maxOffsetsPerTrigger) {
        this.spark = spark;
        this.clientProperties = Map.copyOf(kafka.clientProperties());
        this.topic = topic;
        this.options = options(kafka, topic, maxOffsetsPerTrigger);
        this.address = kafka.bootstrapServers();
    }

    /** A stream of its own for each query. */
    public Dataset<Row> stream() {
        return spark.readStream().format("kafka").options(options).load().selectExpr(RecordDecoder.COLUMNS);
    }

    /** Its single records, for one query. */
    public LogRecords log() {
        return new UsersLog(clientProperties, topic);
    }

    /** What a query has failed with; where that is the brokers' doing, as a sentence that says where they are. */
    public Exception told(Exception failure) {
        return told(failure, address);
    }

    static Exception told(Exception failure, String address) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TaskException) {
                return failure;
            }
            if (isShorter(cause)) {
                return new TaskException(
                        ExitStatus.FAILED,
                        "Kafka at %s may have lost the end of its log: %s"
                                .formatted(address, cause.getMessage().replaceFirst("(?s)[.,;] .*", "")),
                        new LogReplacedException(failure));
            }
            if (cause instanceof OffsetOutOfRangeException gone) {
                return new TaskException(ExitStatus.FAILED, gone(gone, address), failure);
            }
            if (cause instanceof KafkaException) {
                String reason = String.valueOf(cause.getMessage());
                return new TaskException(
                        ExitStatus.FAILED,
                        reason.startsWith("Kafka at ") ? reason : "Kafka at %s failed: %s".formatted(address, reason),
                        failure);
            }
        }
        return failure;
    }

    /** In the words of Spark's source. */
    private static boolean isShorter(Throwable cause) {
        return cause instanceof IllegalStateException
                && String.valueOf(cause.getMessage()).matches("(?s).*'s offset was changed from .*");
    }

    private static String gone(OffsetOutOfRangeException gone, String address) {
        String places = gone.offsetOutOfRangePartitions().entrySet().stream()
                .map(place -> "%s offset %d".formatted(place.getKey(), place.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return ("Kafka at %s no longer has what comes next (%s): retention deleted it before it was stored, or the checkpoint is an old one; "
                        + "move the checkpoint's folder away and run the job again: what Kafka still has is stored")
                .formatted(address, places);
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
