package io.userautomation.metricsexporter;

import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** How far each store's consumer group, to which the Spark job commits behind each batch, is from the topic's end. */
final class StoreLags {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final GroupOffsets groups;
    private final String topic;
    private final Duration patience;
    private final LongSupplier millis;

    /**
     * Lags in one topic.
     *
     * @param consumer without a group; used by one thread
     * @param patience how long one question may take
     * @param millis now, since 1970
     */
    StoreLags(
            Consumer<byte[], byte[]> consumer,
            GroupOffsets groups,
            String topic,
            Duration patience,
            LongSupplier millis) {
        this.consumer = consumer;
        this.groups = groups;
        this.topic = topic;
        this.patience = patience;
        this.millis = millis;
    }

    /**
     * Asks for all of them; a store that has never committed has an unknown one.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers don't answer
     */
    Map<String, Lag> of(List<String> stores) throws InterruptedException {
        List<TopicPartition> partitions = consumer.partitionsFor(topic, patience).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, patience);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        Map<String, Lag> lags = new LinkedHashMap<>();
        for (String store : stores) {
            Map<TopicPartition, OffsetAndMetadata> committed = groups.of(Stores.consumerGroup(store));
            lags.put(
                    store,
                    committed.keySet().stream().anyMatch(partitions::contains)
                            ? lag(unread(committed, begins, ends), ends)
                            : Lag.UNKNOWN);
        }
        return lags;
    }

    /** Where a store goes on, of each partition that has something for it. */
    private static Map<TopicPartition, Long> unread(
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata found = committed.get(partition);
            long next = Math.max(begins.get(partition), found == null ? 0 : found.offset());
            if (next < end) {
                unread.put(partition, next);
            }
        });
        return unread;
    }

    private Lag lag(Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
        long records = unread.entrySet().stream()
                .mapToLong(next -> ends.get(next.getKey()) - next.getValue())
                .sum();
        OptionalLong oldest = oldest(unread, ends);
        double seconds = oldest.isPresent() ? Math.max(0, millis.getAsLong() - oldest.getAsLong()) / 1_000.0 : 0;
        return new Lag((double) records, seconds);
    }

    /** When the oldest unread record was published; empty where there are only the marks that transactions leave. */
    private OptionalLong oldest(Map<TopicPartition, Long> unread, Map<TopicPartition, Long> ends) {
        if (unread.isEmpty()) {
            return OptionalLong.empty();
        }
        consumer.assign(unread.keySet());
        // What is assigned again is still paused from the last time.
        consumer.resume(unread.keySet());
        unread.forEach(consumer::seek);
        long oldest = Long.MAX_VALUE;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!consumer.paused().containsAll(unread.keySet())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "topic %s could not be read within %s s".formatted(topic, patience.toSeconds()));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (!consumer.paused().contains(partition)) {
                    consumer.pause(Set.of(partition));
                    oldest = Math.min(oldest, record.timestamp());
                }
            }
            unread.keySet().stream()
                    .filter(partition -> consumer.position(partition, patience) >= ends.get(partition))
                    .forEach(partition -> consumer.pause(Set.of(partition)));
        }
        return oldest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldest);
    }

    /** What groups have committed. */
    @FunctionalInterface
    interface GroupOffsets {

        /** @throws org.apache.kafka.common.KafkaException when the brokers don't answer */
        Map<TopicPartition, OffsetAndMetadata> of(String group) throws InterruptedException;
    }
}
