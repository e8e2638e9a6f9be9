package io.userautomation.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where a topic's log begins and ends today, per partition; nothing where there is no such topic.
 *
 * @param admin asked; its owner closes it
 */
record TopicOffsets(Admin admin) {

    /** The first offset of each partition. */
    Map<Integer, Long> starts(String topic) throws InterruptedException {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** The offset after the last of each partition, of a transaction under way too. */
    Map<Integer, Long> ends(String topic) throws InterruptedException {
        return offsets(topic, OffsetSpec.latest());
    }

    /** The first offset of each partition whose record is not older than {@code instant}; absent where none is. */
    Map<Integer, Long> at(String topic, Instant instant) throws InterruptedException {
        Map<Integer, Long> offsets = offsets(topic, OffsetSpec.forTimestamp(instant.toEpochMilli()));
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec wanted) throws InterruptedException {
        Optional<TopicDescription> description = description(topic);
        if (description.isEmpty()) {
            return new TreeMap<>();
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        description.get().partitions().forEach(info -> asked.put(new TopicPartition(topic, info.partition()), wanted));
        Map<Integer, Long> offsets = new TreeMap<>();
        answer(admin.listOffsets(asked).all())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    private Optional<TopicDescription> description(String topic) throws InterruptedException {
        try {
            return Optional.of(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** Waits for an answer as long as the client's time-out lets it. */
    static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
