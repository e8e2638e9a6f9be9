package io.userautomation.audit;

import io.userautomation.stores.Stores;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each store's consumer group has come; the Spark job commits to it after each batch.
 *
 * @param admin asked; its owner closes it
 * @param topic the users topic
 * @param stores that the run is to reach
 */
record ConsumerGroups(Admin admin, String topic, List<String> stores) {

    /** Offsets that each store still has to store until the run's end. */
    Map<String, Long> lags(RunRange range) throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (String store : stores) {
            groups.put(Stores.consumerGroup(store), new ListConsumerGroupOffsetsSpec());
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                TopicOffsets.answer(admin.listConsumerGroupOffsets(groups).all());
        Map<String, Long> lags = new LinkedHashMap<>();
        for (String store : stores) {
            lags.put(store, range.lag(ofTopic(committed.getOrDefault(Stores.consumerGroup(store), Map.of()))));
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
