package io.userautomation.audit;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.stores.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** A run whose records, rows and manifest a test writes itself. */
final class TestRun {

    final RunId id = new RunId("audit-" + UUID.randomUUID());
    final Map<UserRecord, RecordMetadata> published = new LinkedHashMap<>();

    private final TestServers servers;
    private final String topic;
    private final TestStores stores;
    private final RunManifest opened;

    private TestRun(TestServers servers, String topic, long askedFor) throws Exception {
        this.servers = servers;
        this.topic = topic;
        this.stores = new TestStores(servers);
        RunRequest request = new RunRequest(askedFor, null, null, 5_000, List.of(), "1.4");
        this.opened = RunManifest.open(id, 1, "seed", request, Instant.now(), ends());
        write(opened);
    }

    static TestRun open(TestServers servers, long askedFor) throws Exception {
        return new TestRun(servers, servers.topics.users(), askedFor);
    }

    static TestRun open(TestServers servers, String topic, long askedFor) throws Exception {
        return new TestRun(servers, topic, askedFor);
    }

    /** A closed run of so many users, each stored in both databases. */
    static TestRun stored(TestServers servers, int users) throws Exception {
        TestRun run = open(servers, users);
        run.publish(Users.users(users));
        run.store("cassandra", "postgres");
        run.close(users);
        run.commit("cassandra", "postgres");
        return run;
    }

    TestRun publish(List<UserRecord> users) throws Exception {
        Map<UserRecord, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        for (UserRecord user : users) {
            sent.put(user, servers.producer.send(record(user.id(), UserRecordJson.writeBytes(user))));
        }
        for (Map.Entry<UserRecord, Future<RecordMetadata>> acknowledged : sent.entrySet()) {
            published.put(acknowledged.getKey(), acknowledged.getValue().get());
        }
        return this;
    }

    RecordMetadata publishBytes(byte[] value) throws Exception {
        return servers.producer.send(record("no user", value)).get();
    }

    /** Stores everything published, as the Spark job would. */
    void store(String... names) throws Exception {
        for (String name : names) {
            stores.store(name, published);
        }
    }

    void store(String store, UserRecord user, long timestampMillis, long offset) throws Exception {
        stores.store(store, user, timestampMillis, offset);
    }

    void alter(String store, UserRecord user) throws Exception {
        stores.execute(store, "alter-user", user);
    }

    void delete(String store, UserRecord user) throws Exception {
        stores.execute(store, "delete-user", user);
    }

    /** Puts a record in the dead letters; {@code store} null where none could take it. */
    void deadLetter(RecordMetadata origin, String stage, String store) throws Exception {
        ProducerRecord<byte[], byte[]> deadLetter = new ProducerRecord<>(servers.topics.deadLetters(), new byte[0]);
        Headers headers = deadLetter.headers();
        headers.add(RecordHeaders.RUN_ID, bytes(id.value()));
        headers.add(DeadLetterHeaders.TOPIC, bytes(origin.topic()));
        headers.add(DeadLetterHeaders.PARTITION, bytes(String.valueOf(origin.partition())));
        headers.add(DeadLetterHeaders.OFFSET, bytes(String.valueOf(origin.offset())));
        headers.add(DeadLetterHeaders.STAGE, bytes(stage));
        if (store != null) {
            headers.add(DeadLetterHeaders.SINK, bytes(store));
        }
        servers.producer.send(deadLetter).get();
    }

    void close(long acknowledged) throws Exception {
        close(RunOutcome.COMPLETED, new PublishCounts(acknowledged, acknowledged, 0, 0));
    }

    void close(RunOutcome outcome, PublishCounts counts) throws Exception {
        write(opened.close(Instant.now(), ends(), outcome, counts));
    }

    void report(String store, long p50, long p95, long p99, long max) throws Exception {
        try (RunsTopicWriter writer = writer()) {
            writer.write(new StoreReport(id.value(), store, published.size(), 0, p50, p95, max, "", p99));
        }
    }

    /** Lets the sinks' consumer groups stand at the topic's end. */
    void commit(String... stores) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ends().forEach((partition, end) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(end)));
        for (String store : stores) {
            servers.admin
                    .alterConsumerGroupOffsets(Stores.consumerGroup(store), offsets)
                    .all()
                    .get();
        }
    }

    Finished audit(String... arguments) {
        return servers.audit(withRunId(arguments)).start().await(TestServers.PATIENCE);
    }

    Finished auditInProcess(String... arguments) {
        return servers.auditInProcess(Map.of(), withRunId(arguments));
    }

    private String[] withRunId(String... arguments) {
        return Stream.concat(Stream.of("--run-id", id.value()), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), value);
        record.headers().add(RecordHeaders.RUN_ID, bytes(id.value()));
        return record;
    }

    private void write(RunManifest manifest) throws Exception {
        try (RunsTopicWriter writer = writer()) {
            writer.write(manifest);
        }
    }

    /** What the runs topic says of the last audit. */
    AuditReport audited() {
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers.environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        try (RunsTopicReader reader = new RunsTopicReader(kafka, servers.topics.runs(), TestServers.PATIENCE)) {
            return reader.refresh().audit(id).orElseThrow();
        }
    }

    private RunsTopicWriter writer() {
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers.environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        return new RunsTopicWriter(kafka, servers.topics.runs());
    }

    private Map<Integer, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        servers.admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(info -> asked.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        servers.admin
                .listOffsets(asked)
                .all()
                .get()
                .forEach((part, offset) -> ends.put(part.partition(), offset.offset()));
        return ends;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
