package io.userautomation.sparkjob;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.StoreReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A run as the producer would open, publish and close it. */
public final class TestRun {

    private final RunId id;
    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private final RunManifest open;

    TestRun(RunId id, KafkaSettings kafka, TopicSettings topics) {
        this.id = id;
        this.kafka = kafka;
        this.topics = topics;
        this.open = RunManifest.open(
                id, 1, "seed", new RunRequest(1L, null, null, 1, List.of(), "1.4"), Instant.now(), Map.of(0, 0L));
    }

    public TestRun open() throws InterruptedException {
        try (RunsTopicWriter writer = new RunsTopicWriter(kafka.clientProperties(), topics.runs())) {
            writer.write(open);
        }
        return this;
    }

    public void close() throws InterruptedException, ExecutionException {
        Map<Integer, Long> ends = ends();
        try (RunsTopicWriter writer = new RunsTopicWriter(kafka.clientProperties(), topics.runs())) {
            writer.write(open.close(Instant.now(), ends, RunOutcome.COMPLETED, PublishCounts.NONE));
        }
    }

    private Map<Integer, Long> ends() throws InterruptedException, ExecutionException {
        Map<Integer, Long> ends = new HashMap<>();
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(List.of(topics.users()))
                    .allTopicNames()
                    .get()
                    .get(topics.users())
                    .partitions()
                    .forEach(info ->
                            latest.put(new TopicPartition(topics.users(), info.partition()), OffsetSpec.latest()));
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        }
        return ends;
    }

    /** Publishes users that no other run has. @return their ids */
    public List<UUID> publish(int users) throws InterruptedException, ExecutionException {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(users).toList();
        send(ids.stream()
                .map(id -> record(bytes(id.toString()), UserRecordJson.writeBytes(user(id))))
                .toList());
        return ids;
    }

    /** Publishes what is no user. */
    public void publish(byte[] value) throws InterruptedException, ExecutionException {
        send(List.of(record(bytes("no-user"), value)));
    }

    /** What the job has reported of this run. */
    public Optional<StoreReport> report(String store) {
        try (RunsTopicReader reader =
                new RunsTopicReader(kafka.clientProperties(), topics.runs(), Duration.ofSeconds(10))) {
            return reader.refresh().run(id).report(store);
        }
    }

    private ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.users(), key, value);
        record.headers().add(RecordHeaders.RUN_ID, bytes(id.value()));
        return record;
    }

    /** Returns when all are acknowledged. */
    private void send(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("acks", "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static UserRecord user(UUID id) {
        return new UserRecord(
                id.toString(), "Ada", "Lovelace", "female", "1 A, B, C, D", "1", "a@b.c", "ada", null, null, "1", null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
