package io.userautomation.producer.run;

import io.userautomation.kafka.settings.RequiredTopics;
import io.userautomation.producer.settings.ClusterSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The pipeline's topics as the brokers know them: that they are there, and where they end. */
public final class RunTopics implements AutoCloseable {

    private final ClusterSettings cluster;
    private final Admin admin;

    public RunTopics(ClusterSettings cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(cluster.clientProperties());
    }

    /**
     * Makes sure that all three topics exist, since nothing here relies on their creation by use.
     *
     * @throws io.userautomation.commandline.TaskException naming those that don't
     * @throws KafkaException when the brokers don't answer in time
     */
    public void requireAll() throws InterruptedException {
        RequiredTopics.check(admin, cluster.kafka(), cluster.topics());
    }

    /** Per partition of the users topic, the offset that the next record will get. */
    public Map<Integer, Long> usersEnd() throws InterruptedException {
        String topic = cluster.topics().users();
        TopicDescription description =
                result(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        description
                .partitions()
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                result(admin.listOffsets(latest).all());
        Map<Integer, Long> offsets = new TreeMap<>();
        ends.forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static <T> T result(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
