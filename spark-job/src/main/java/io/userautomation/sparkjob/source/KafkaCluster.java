package io.userautomation.sparkjob.source;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the job asks the brokers itself, beside what Spark asks them. */
public final class KafkaCluster implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final Duration deadline;
    private final Admin admin;

    /** @throws TaskException for brokers that can't be spoken to as the settings say */
    public KafkaCluster(KafkaSettings settings, Duration deadline) {
        this.settings = settings;
        this.deadline = deadline;
        TlsProbe.check(settings.transport(), settings.addresses());
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put("default.api.timeout.ms", Math.toIntExact(deadline.toMillis()));
        properties.put("request.timeout.ms", Math.toIntExact(Math.min(CALL.toMillis(), deadline.toMillis())));
        this.admin = Admin.create(properties);
    }

    /**
     * The cluster's own id.
     *
     * @throws TaskException when no broker answers before the deadline
     */
    public String id() throws InterruptedException {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw unavailable(e);
        }
    }

    /**
     * The ids of topics, by name: a topic that is deleted and created anew has another one.
     *
     * @throws TaskException when one is missing, or no broker answers before the deadline
     */
    public Map<String, String> topicIds(Collection<String> topics) throws InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(topic.getKey(), topic.getValue().get().topicId().toString());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw new TaskException(
                            ExitStatus.FAILED,
                            "topic %s does not exist at %s: run schema-init"
                                    .formatted(topic.getKey(), settings.bootstrapServers()),
                            e);
                }
                throw unavailable(e);
            }
        }
        return ids;
    }

    /** As {@link #topicIds}, for one. */
    public String topicId(String topic) throws InterruptedException {
        return topicIds(List.of(topic)).get(topic);
    }

    /**
     * Whether a transaction under way hides records before these offsets, per partition, from whoever reads what is
     * committed, as Spark does: its end of the topic is where the transaction begins, whoever wrote what is behind it.
     *
     * @throws KafkaException when the brokers don't answer
     */
    public boolean isHeldBack(String topic, Map<Integer, Long> ends) throws InterruptedException {
        Map<Integer, Long> committed = ends(topic, ends.keySet(), IsolationLevel.READ_COMMITTED);
        Map<Integer, Long> written = ends(topic, ends.keySet(), IsolationLevel.READ_UNCOMMITTED);
        return ends.entrySet().stream()
                .anyMatch(end -> committed.get(end.getKey()) < Math.min(end.getValue(), written.get(end.getKey())));
    }

    private Map<Integer, Long> ends(String topic, Collection<Integer> partitions, IsolationLevel isolation)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                    .collect(Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue()
                            .offset()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    /** Commits offsets in the name of a group without members; the future fails when the brokers don't take them. */
    public KafkaFuture<Void> commit(String group, String topic, Map<Integer, Long> offsets) {
        return admin.alterConsumerGroupOffsets(
                        group,
                        offsets.entrySet().stream()
                                .collect(Collectors.toMap(
                                        offset -> new TopicPartition(topic, offset.getKey()),
                                        offset -> new OffsetAndMetadata(offset.getValue()))))
                .all();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private TaskException unavailable(ExecutionException e) {
        return KafkaFailure.of(settings, deadline, e.getCause()).fatal();
    }
}
