package io.userautomation.sparkjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.model.record.UserRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that are legal and, taken together, many times as large as the heap, which is that of one of Compose's executors. */
@Tag("slow")
class HostileSizesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String RUN = "manual__sizes";
    private static final String HEAP = "576m";

    @TempDir
    private Path checkpoints;

    @Test
    void should_store_records_of_very_many_runs() throws Exception {
        int records = 45_000;
        LaidPipeline pipeline = LaidPipeline.named("hostile_runs");

        Finished finished = stored(pipeline, records, number -> {
            byte[] id = id(number);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(pipeline.topics().users(), id, user(number, "x"));
            record.headers().add("run_id", ("run-" + number).getBytes(UTF_8));
            return record;
        });

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertStored(finished, "postgres", records);
        assertStored(finished, "cassandra", records);
        assertThat(new TopicRecords(pipeline.kafka()).all(pipeline.topics().runs()))
                .as("nobody has opened these runs")
                .hasSizeLessThan(10);
    }

    @Test
    void should_store_many_large_users() throws Exception {
        int records = 50_000;
        LaidPipeline pipeline = LaidPipeline.named("hostile_users");

        Finished finished = stored(
                pipeline,
                records,
                number -> new ProducerRecord<>(pipeline.topics().users(), id(number), user(number, "x".repeat(4_000))));

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertStored(finished, "postgres", records);
        assertStored(finished, "cassandra", records);
    }

    @Test
    void should_dead_letter_large_records_with_large_keys_and_many_headers() throws Exception {
        int records = 1_000;
        LaidPipeline pipeline = LaidPipeline.named("hostile_records_large");
        byte[] value = "y".repeat(900_000).getBytes(UTF_8);
        byte[] key = "k".repeat(500_000).getBytes(UTF_8);

        Finished finished = stored(pipeline, records, number -> {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(pipeline.topics().users(), number % 4, key, value);
            for (int header = 0; header < 100; header++) {
                record.headers().add("header " + header, value(header));
            }
            return record;
        });

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(number(finished, "dead_letters", "dead_lettered")).isEqualTo(records);
    }

    /** Publishes them, compressed, as a run that is closed then, and stores that. */
    private Finished stored(LaidPipeline pipeline, int records, IntFunction<ProducerRecord<byte[], byte[]>> record)
            throws Exception {
        TestRun run = pipeline.run(RUN).open();
        Map<String, Object> properties = new HashMap<>(pipeline.kafka().clientProperties());
        properties.put("acks", "all");
        properties.put("compression.type", "zstd");
        properties.put("max.request.size", 8 << 20);
        properties.put("linger.ms", 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < records; number++) {
                var unused = producer.send(record.apply(number));
            }
            producer.flush();
        }
        run.close();
        return pipeline.jobWithHeap(HEAP, checkpoints, "--run-id", RUN).start().await(PATIENCE);
    }

    private static void assertStored(Finished finished, String store, int records) {
        assertThat(number(finished, store, "stored")).as(finished.stderr()).isEqualTo(records);
    }

    private static long number(Finished finished, String query, String figure) {
        JsonObject summary = finished.lastStdoutLineAsJson();
        return summary.getAsJsonObject(query).get(figure).getAsLong();
    }

    private static byte[] id(int number) {
        return new UUID(7, number).toString().getBytes(UTF_8);
    }

    private static byte[] value(int header) {
        return ("value " + header).repeat(20).getBytes(UTF_8);
    }

    private static byte[] user(int number, String text) {
        return UserRecordJson.writeBytes(new UserRecord(
                new UUID(7, number).toString(), text, text, "female", text, text, text, text, null, null, "1", null));
    }
}
