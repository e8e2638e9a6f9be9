package io.userautomation.kafka.deadletters;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the dead-letter topic from its beginning to the end that it had when this was opened, as often as asked. What a
 * transaction took back is not seen; one that is still open is waited for. Belongs to one thread.
 */
public final class DeadLettersTopicReader implements AutoCloseable {

    /** Gets records one by one, in the order of each partition. */
    @FunctionalInterface
    public interface RecordHandler {
        void accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    private static final Duration POLL = Duration.ofMillis(200);

    /** A record may be many times as large as what the brokers count, which is compressed; so few are unpacked at a time. */
    private static final int RECORDS_PER_POLL = 10;

    private static final int BYTES_PER_FETCH = 4 << 20;

    private final String topic;
    private final Duration timeout;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    /**
     * Connects and looks where the topic ends.
     *
     * @param clientProperties {@code KafkaSettings.clientProperties()}, and time-outs
     * @param timeout how long to wait for brokers that don't answer, and for an open transaction
     * @throws TimeoutException when the brokers don't answer within it
     * @throws UnknownTopicOrPartitionException when there is no such topic
     */
    public DeadLettersTopicReader(Map<String, Object> clientProperties, String topic, Duration timeout) {
        this.topic = topic;
        this.timeout = timeout;
        // The end behind everything: for a reader of what is committed, the topic ends where an open transaction
        // begins.
        try (Consumer<byte[], byte[]> any = consumer(clientProperties, "read_uncommitted")) {
            List<TopicPartition> partitions = any.partitionsFor(topic, timeout).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist: run schema-init");
            }
            any.assign(partitions); // else the client warns of partitions that it does not have
            this.ends = any.endOffsets(partitions, timeout);
        }
        this.consumer = consumer(clientProperties, "read_committed");
    }

    /** The identities of all dead letters that have been replayed. */
    public Set<UUID> replayed() throws InterruptedException {
        Set<UUID> replayed = new HashSet<>();
        read(record -> ReplayMarker.identity(record).ifPresent(replayed::add));
        return replayed;
    }

    /**
     * Reads all of it.
     *
     * @throws TimeoutException when nothing more comes
     */
    public void read(RecordHandler handler) throws InterruptedException {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long lastProgress = System.nanoTime();
        long lastSum = -1;
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                    handler.accept(record);
                }
            }
            Map<TopicPartition, Long> positions = positions();
            if (ends.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue())) {
                return;
            }
            long sum = positions.values().stream().mapToLong(Long::longValue).sum();
            if (sum != lastSum) {
                lastSum = sum;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > timeout.toNanos()) {
                throw new TimeoutException(
                        "topic %s gave nothing more for %s s, short of its end: its brokers are away, or a transaction on it is still open"
                                .formatted(topic, timeout.toSeconds()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        ends.keySet().forEach(partition -> positions.put(partition, consumer.position(partition, timeout)));
        return positions;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> clientProperties, String isolation) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("isolation.level", isolation);
        properties.put("max.poll.records", RECORDS_PER_POLL);
        properties.put("fetch.max.bytes", BYTES_PER_FETCH);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
