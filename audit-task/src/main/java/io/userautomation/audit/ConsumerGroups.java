package io.userautomation.audit;

import io.userautomation.contract.Sink;
import io.userautomation.contract.settings.KafkaSettings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far each sink's consumer group has come; the Spark job commits to it after each batch. */
final class ConsumerGroups implements AutoCloseable {

    private final Admin admin;
    private final String topic;

    ConsumerGroups(KafkaSettings kafka, String topic, ServerWait serverWait) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("default.api.timeout.ms", (int) serverWait.patience().toMillis());
        properties.put("request.timeout.ms", (int) serverWait.patience().toMillis());
        this.admin = Admin.create(properties);
        this.topic = topic;
    }

    /** Offsets that each sink still has to store until the run's end. */
    Map<Sink, Long> lags(RunRange range) throws InterruptedException {
        Map<Sink, Long> lags = new EnumMap<>(Sink.class);
        for (Map.Entry<Sink, Map<Integer, Long>> committed : committed().entrySet()) {
            lags.put(committed.getKey(), range.lag(committed.getValue()));
        }
        return lags;
    }

    @Override
    public void close() {
        admin.close();
    }

    private Map<Sink, Map<Integer, Long>> committed() throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (Sink sink : Sink.values()) {
            groups.put(sink.consumerGroup(), new ListConsumerGroupOffsetsSpec());
        }
        try {
            Map<String, Map<TopicPartition, OffsetAndMetadata>> all =
                    admin.listConsumerGroupOffsets(groups).all().get();
            Map<Sink, Map<Integer, Long>> committed = new EnumMap<>(Sink.class);
            for (Sink sink : Sink.values()) {
                committed.put(sink, ofTopic(all.getOrDefault(sink.consumerGroup(), Map.of())));
            }
            return committed;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    private Map<Integer, Long> ofTopic(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<Integer, Long> ofTopic = new TreeMap<>();
        offsets.forEach((part, offset) -> {
            if (part.topic().equals(topic) && offset != null) {
                ofTopic.put(part.partition(), offset.offset());
            }
        });
        return ofTopic;
    }
}
