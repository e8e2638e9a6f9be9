package io.userautomation.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.localstack.Stack;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A set of topics of one test's own, and what is on them. */
final class RunTopicsOnKafka {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String brokers;
    private final Map<String, Object> client;
    private final String users;

    private RunTopicsOnKafka(String brokers, String users) {
        this.brokers = brokers;
        this.client = Map.of("bootstrap.servers", brokers);
        this.users = users;
    }

    /** Under names that nobody else uses. */
    static RunTopicsOnKafka ofTheirOwn(Stack stack) {
        String users = "users_" + UUID.randomUUID().toString().substring(0, 8);
        return new RunTopicsOnKafka(stack.environment().get("KAFKA_BOOTSTRAP_SERVERS"), users);
    }

    String brokers() {
        return brokers;
    }

    /** The users topic; the others are named by it. */
    String users() {
        return users;
    }

    /** The producer, pointed at them. */
    ProducerCommand producer() {
        return new ProducerCommand(Map.of("KAFKA_BOOTSTRAP_SERVERS", brokers, "USERS_TOPIC", users));
    }

    void create() throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(
                            new NewTopic(users, 4, (short) 1),
                            new NewTopic(users + ".dlq", 1, (short) 1),
                            new NewTopic(users + ".runs", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
    }

    RunSnapshot run(String runId) {
        try (RunsTopicReader reader = new RunsTopicReader(client, users + ".runs", PATIENCE)) {
            return reader.refresh().run(new RunId(runId));
        }
    }

    List<ConsumerRecord<byte[], byte[]>> published() {
        return all(users);
    }

    /** Of all that is published. */
    List<String> keys() {
        return published().stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return all(users + ".dlq");
    }

    /** Per partition, where the users topic ends. */
    Map<Integer, Long> ends() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, users)).entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
        }
    }

    /** How many records the users topic has been given, transactions' ends included. */
    long records() {
        return ends().values().stream().mapToLong(Long::longValue).sum();
    }

    static Set<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> new String(record.key(), UTF_8)).collect(Collectors.toSet());
    }

    static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).map(header -> new String(header.value(), UTF_8));
    }

    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> committed = new HashMap<>(client);
        committed.put("isolation.level", "read_committed"); // as the Spark job and the audit read
        return new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
