package io.userautomation.audit;

import io.userautomation.model.Sink;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each sink's consumer group has come; the Spark job commits to it after each batch.
 *
 * @param admin asked; its owner closes it
 * @param topic the users topic
 */
record ConsumerGroups(Admin admin, String topic) {

    /** Offsets that each sink still has to store until the run's end. */
    Map<Sink, Long> lags(RunRange range) throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (Sink sink : Sink.values()) {
            groups.put(sink.consumerGroup(), new ListConsumerGroupOffsetsSpec());
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                TopicOffsets.answer(admin.listConsumerGroupOffsets(groups).all());
        Map<Sink, Long> lags = new EnumMap<>(Sink.class);
        for (Sink sink : Sink.values()) {
            lags.put(sink, range.lag(ofTopic(committed.getOrDefault(sink.consumerGroup(), Map.of()))));
        }
        return lags;
    }

    private Map<Integer, Long> ofTopic(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<Integer, Long> ofTopic = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                ofTopic.put(partition.partition(), offset.offset());
            }
        });
        return ofTopic;
    }
}
