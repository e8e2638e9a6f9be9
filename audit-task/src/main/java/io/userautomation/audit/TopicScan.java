package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads stretches of topics, once each, without a consumer group. Belongs to one thread. */
final class TopicScan implements AutoCloseable {

    /** Takes what one poll brought, in the order of each partition. */
    @FunctionalInterface
    interface Chunk {
        void accept(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException;
    }

    /** A stretch of a partition: {@code from} inclusive, {@code to} exclusive. */
    record Stretch(long from, long to) {}

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_MAX_WAIT_MILLIS = 20;
    private static final int CHUNK_RECORDS = 5_000;
    private static final int CHUNK_BYTES = 8 * 1024 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ServerWait serverWait;
    private final String server;

    TopicScan(KafkaSettings kafka, ServerWait serverWait) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("auto.offset.reset", "none");
        // The close waits for a fetch that is under way, which by default waits 500 ms for a record.
        properties.put("fetch.max.wait.ms", FETCH_MAX_WAIT_MILLIS);
        properties.put("isolation.level", "read_committed"); // as the Spark job reads
        properties.put("max.poll.records", CHUNK_RECORDS);
        properties.put("fetch.max.bytes", CHUNK_BYTES);
        properties.put("default.api.timeout.ms", (int) serverWait.patience().toMillis());
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.serverWait = serverWait;
        this.server = "Kafka at " + kafka.bootstrapServers();
    }

    /**
     * Reads the stretches to their ends.
     *
     * @throws TaskException for status 1 when the brokers stop answering, or delete what is being read
     */
    void read(String topic, Map<Integer, Stretch> stretches, Chunk chunk) throws InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        stretches.forEach((partition, stretch) -> {
            if (stretch.from() < stretch.to()) {
                ends.put(new TopicPartition(topic, partition), stretch.to());
            }
        });
        consumer.assign(ends.keySet());
        ends.keySet()
                .forEach(part ->
                        consumer.seek(part, stretches.get(part.partition()).from()));
        long lastProgress = System.nanoTime();
        while (!ends.isEmpty()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll(topic, ends);
            if (pauseAtEnds(ends) || !records.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > serverWait.patience().toNanos()) {
                throw serverWait.noAnswer(server, new IllegalStateException("topic " + topic + " gave no records"));
            }
            if (!records.isEmpty()) {
                chunk.accept(records);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(String topic, Map<TopicPartition, Long> ends) {
        try {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            consumer.poll(POLL).forEach(record -> {
                if (record.offset() < ends.getOrDefault(new TopicPartition(topic, record.partition()), 0L)) {
                    records.add(record);
                }
            });
            return records;
        } catch (OffsetOutOfRangeException e) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "records of topic %s expired while they were being read: run the audit again".formatted(topic),
                    e);
        }
    }

    /** Forgets the partitions that are read to their end; the position passes transaction markers too. */
    private boolean pauseAtEnds(Map<TopicPartition, Long> ends) {
        List<TopicPartition> done = ends.entrySet().stream()
                .filter(end -> consumer.position(end.getKey()) >= end.getValue())
                .map(Map.Entry::getKey)
                .toList();
        consumer.pause(done);
        done.forEach(ends::remove);
        return !done.isEmpty();
    }
}
