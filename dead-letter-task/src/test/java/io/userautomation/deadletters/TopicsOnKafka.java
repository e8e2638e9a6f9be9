package io.userautomation.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.userautomation.localstack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A set of topics of one test's own, and what is on them. */
final class TopicsOnKafka {

    private final String brokers;
    private final Map<String, Object> client;
    private final String users;

    private TopicsOnKafka(String brokers, String users) {
        this.brokers = brokers;
        this.client = Map.of("bootstrap.servers", brokers);
        this.users = users;
    }

    /** Under names that nobody else uses. */
    static TopicsOnKafka ofTheirOwn(Stack stack) {
        String users = "users_" + UUID.randomUUID().toString().substring(0, 8);
        return new TopicsOnKafka(stack.environment().get("KAFKA_BOOTSTRAP_SERVERS"), users);
    }

    String brokers() {
        return brokers;
    }

    /** The users topic; the others are named by it. */
    String users() {
        return users;
    }

    /** The commands, pointed at them. */
    DeadLetterCommand commands() {
        return new DeadLetterCommand(Map.of("KAFKA_BOOTSTRAP_SERVERS", brokers, "USERS_TOPIC", users));
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

    /** How many records the users topic has been given, transactions' ends included. */
    long records() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, users)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
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
