package io.userautomation.sparkjob.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.sparkjob.LaidPipeline;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.query.KnownTopic;
import io.userautomation.sparkjob.query.OutageWait;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Brokers that hold the dead letters' client to a quota, so that a batch needs much longer than one record may. */
@Tag("slow")
class DeadLetterQuotaIT {

    private static final StructType KAFKA_ROW = StructType.fromDDL("topic STRING, partition INT, offset BIGINT,"
            + " timestamp TIMESTAMP, key BINARY, value BINARY, headers ARRAY<STRUCT<key: STRING, value: BINARY>>");
    private static final double BYTES_PER_SECOND = 1 << 20;
    private static final int RECORDS = 4_000;

    /** What is on its way when a producer waits no longer may have arrived: a portion of each task, now and then. */
    private static final int MAX_REPEATED = RECORDS / 50;

    private final LaidPipeline pipeline = LaidPipeline.named("dead_letter_quota");
    private final KafkaSettings kafka = pipeline.kafka();
    private final TopicSettings topics = pipeline.topics();

    @Test
    void should_go_on_behind_what_was_acknowledged_however_long_it_takes() throws Exception {
        setQuota(BYTES_PER_SECOND);
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            DeadLetterBatches batches = new DeadLetterBatches(
                    new KafkaDeadLetterWriter(kafka, topics.deadLetters()),
                    new KnownTopic("t", "i"),
                    new OutageWait(Duration.ofSeconds(20)));

            long start = System.nanoTime();
            batches.process(spark.createDataFrame(rows(), KAFKA_ROW).javaRDD());

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the quota must have been in the way for longer than a producer waits for one record")
                    .isGreaterThan(Duration.ofSeconds(8));
            assertThat(batches.totals().deadLettered()).isEqualTo(RECORDS);
        } finally {
            setQuota(null);
        }
        List<String> origins = origins();
        assertThat(new HashSet<>(origins)).hasSize(RECORDS);
        assertThat(origins).hasSizeLessThan(RECORDS + MAX_REPEATED);
    }

    private static List<Row> rows() {
        Random random = new Random(1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = new byte[10_000];
            random.nextBytes(value);
            // With a 0 first it would name a registry's schema, and be the stores' queries to judge.
            value[0] = '?';
            rows.add(RowFactory.create(
                    "users_created",
                    i < RECORDS / 2 ? 0 : 1,
                    (long) i,
                    new Timestamp(1_700_000_000_123L),
                    null,
                    value,
                    List.of()));
        }
        return rows;
    }

    private void setQuota(Double bytesPerSecond) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "user_automation.dead-letters")),
                            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        }
    }

    private List<String> origins() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        TopicPartition only = new TopicPartition(topics.deadLetters(), 0);
        List<String> origins = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(Collections.singleton(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> origins.add(new String(
                                record.headers()
                                        .lastHeader(DeadLetterHeaders.OFFSET)
                                        .value(),
                                UTF_8)));
            }
        }
        return origins;
    }
}
