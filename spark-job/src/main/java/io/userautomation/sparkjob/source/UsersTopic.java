package io.userautomation.sparkjob.source;

import com.google.gson.Gson;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The users topic as a stream; one row per record, its columns as {@link RecordDecoder} expects them. */
public final class UsersTopic {

    private static final String MAX_POLL_RECORDS = "kafka.max.poll.records";
    private static final String STARTING_OFFSETS = "startingOffsets";
    private static final String EARLIEST = "earliest";
    private static final Gson GSON = new Gson();
    private static final int MAX_FETCH_BYTES = 512 << 10;

    private final Supplier<SparkSession> spark;
    private final KafkaSettings kafka;
    private final String topic;
    private final long maxOffsetsPerTrigger;
    private final int maxPollRecords;

    /**
     * The topic, which nothing is asked of yet.
     *
     * @param spark asked when a stream is made
     * @param maxOffsetsPerTrigger most records of one batch
     * @param maxPollRecords most records that one task has unpacked at a time at first, beside those that it works on
     */
    public UsersTopic(
            Supplier<SparkSession> spark,
            KafkaSettings kafka,
            String topic,
            long maxOffsetsPerTrigger,
            int maxPollRecords) {
        this.spark = spark;
        this.kafka = kafka;
        this.topic = topic;
        this.maxOffsetsPerTrigger = maxOffsetsPerTrigger;
        this.maxPollRecords = maxPollRecords;
    }

    /** Most records that one task has unpacked at a time at first. */
    public int maxPollRecords() {
        return maxPollRecords;
    }

    /** A stream of its own for each query. */
    public Dataset<Row> stream() {
        return stream(maxPollRecords, Map.of());
    }

    /**
     * The same with so many records in memory at a time. It keeps the login that the settings hold now: a password that is
     * replaced later is that of the next stream.
     *
     * @param start where a new checkpoint begins, for each of the topic's partitions; empty: at the earliest offset
     */
    public Dataset<Row> stream(int pollRecords, Map<Integer, Long> start) {
        return spark.get()
                .readStream()
                .format("kafka")
                .options(options(kafka, topic, maxOffsetsPerTrigger, maxPollRecords))
                .option(STARTING_OFFSETS, start.isEmpty() ? EARLIEST : GSON.toJson(Map.of(topic, start)))
                .option(MAX_POLL_RECORDS, pollRecords)
                .load()
                .selectExpr(RecordDecoder.COLUMNS);
    }

    /** Its single records, for one query. */
    public LogRecords log() {
        return log(kafka.clientProperties(), topic);
    }

    /** A topic's single records, wherever this is called. */
    public static LogRecords log(Map<String, Object> clientProperties, String topic) {
        return new UsersLog(clientProperties, topic);
    }

    /** What a query has failed with; where that is the brokers' doing, as a sentence that says where they are. */
    public Exception explained(Exception failure) {
        return explained(failure, kafka.bootstrapServers());
    }

    static Exception explained(Exception failure, String address) {
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
                .map(place -> "%s offset %s".formatted(place.getKey(), place.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return ("Kafka at %s no longer has what comes next (%s): retention deleted it before it was stored, or the checkpoint is an old one; "
                        + "move the checkpoint's folder away and run the job again: what Kafka still has is stored")
                .formatted(address, places);
    }

    /**
     * What Spark's Kafka source is told; checkpoints rely on the first four. Without {@code minPartitions} one task reads all
     * of a partition's records of a batch, in their order, which those who repeat a batch rely on.
     */
    static Map<String, String> options(
            KafkaSettings kafka, String topic, long maxOffsetsPerTrigger, int maxPollRecords) {
        Map<String, String> options = new TreeMap<>();
        options.put("subscribe", topic);
        options.put(STARTING_OFFSETS, EARLIEST);
        options.put("includeHeaders", "true");
        options.put("failOnDataLoss", "true");
        options.put("maxOffsetsPerTrigger", Long.toString(maxOffsetsPerTrigger));
        options.put("groupIdPrefix", "user_automation.spark");
        // What a transaction took back was never published.
        options.put("kafka.isolation.level", "read_committed");
        // Spark keeps what it has polled: each may be much larger than in the topic, where it is compressed.
        options.put(MAX_POLL_RECORDS, Integer.toString(maxPollRecords));
        // Spark asks anew for what a poll left over, so that more than a poll takes would be fetched in vain.
        options.put("kafka.max.partition.fetch.bytes", Integer.toString(MAX_FETCH_BYTES));
        options.put("kafka.fetch.max.bytes", Integer.toString(MAX_FETCH_BYTES));
        kafka.clientProperties().forEach((key, value) -> options.put("kafka." + key, value.toString()));
        return options;
    }
}
