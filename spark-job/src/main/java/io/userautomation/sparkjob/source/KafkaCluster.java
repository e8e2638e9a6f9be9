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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the job asks the brokers itself, beside what Spark asks them. */
public final class KafkaCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);
    private static final Duration CALL = Duration.ofSeconds(5);

    /** What nothing depends on may not hold the job up. */
    private static final Duration BRIEF_CALL = Duration.ofSeconds(3);

    /** As long as the client itself takes. */
    private static final Duration ANY_TIME = Duration.ofDays(365);

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

    /** For other questions, on the same connection; closed with this. */
    public Admin admin() {
        return admin;
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
            ids.put(
                    topic.getKey(),
                    description(topic.getKey(), topic.getValue()).topicId().toString());
        }
        return ids;
    }

    private TopicDescription description(String topic, KafkaFuture<TopicDescription> asked)
            throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw missing(topic, e);
            }
            throw unavailable(e);
        }
    }

    private TaskException missing(String topic, Exception e) {
        return new TaskException(
                ExitStatus.FAILED,
                "topic %s does not exist at %s: run schema-init".formatted(topic, settings.bootstrapServers()),
                e);
    }

    /**
     * The numbers of a topic's partitions.
     *
     * @throws TaskException as {@link #topicIds}
     */
    public Set<Integer> partitions(String topic) throws InterruptedException {
        return description(
                        topic,
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .partitions()
                .stream()
                .map(TopicPartitionInfo::partition)
                .collect(Collectors.toSet());
    }

    /** How long a topic keeps its records; empty where it keeps all, or the brokers don't say. */
    public Optional<Duration> retention(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            String millis = answer(
                            admin.describeConfigs(List.of(resource)).values().get(resource), BRIEF_CALL)
                    .get(TopicConfig.RETENTION_MS_CONFIG)
                    .value();
            return Optional.of(Long.parseLong(millis))
                    .filter(found -> found >= 0)
                    .map(Duration::ofMillis);
        } catch (KafkaException e) {
            LOG.warn("The retention of a topic could not be read topic={} reason={}", topic, e.getMessage());
            return Optional.empty();
        }
    }

    /** As {@link #topicIds}, for one. */
    public String topicId(String topic) throws InterruptedException {
        return topicIds(List.of(topic)).get(topic);
    }

    /**
     * As {@link #topicId}, but empty where the brokers don't answer within seconds.
     *
     * @throws TaskException when the topic is missing
     */
    public Optional<String> topicIdIfAnswered(String topic) throws InterruptedException {
        try {
            KafkaFuture<TopicDescription> asked =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return Optional.of(answer(asked, BRIEF_CALL).topicId().toString());
        } catch (UnknownTopicOrPartitionException e) {
            throw missing(topic, e);
        } catch (KafkaException e) {
            LOG.debug("The topic could not be looked at topic={}", topic, e);
            return Optional.empty();
        }
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

    /**
     * The offset behind the last record that Spark can read, for each of these partitions.
     *
     * @throws KafkaException when the brokers don't answer within seconds
     */
    public Map<Integer, Long> ends(String topic, Collection<Integer> partitions) throws InterruptedException {
        return ends(topic, partitions, IsolationLevel.READ_COMMITTED, BRIEF_CALL);
    }

    private Map<Integer, Long> ends(String topic, Collection<Integer> partitions, IsolationLevel isolation)
            throws InterruptedException {
        return ends(topic, partitions, isolation, ANY_TIME);
    }

    private Map<Integer, Long> ends(
            String topic, Collection<Integer> partitions, IsolationLevel isolation, Duration patience)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        return answer(
                        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                                .all(),
                        patience)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    /**
     * Commits offsets in the name of a group without members.
     *
     * @throws KafkaException when the brokers don't take them within seconds
     */
    public void commit(String group, String topic, Map<Integer, Long> offsets) throws InterruptedException {
        answer(
                admin.alterConsumerGroupOffsets(
                                group,
                                offsets.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                offset -> new TopicPartition(topic, offset.getKey()),
                                                offset -> new OffsetAndMetadata(offset.getValue()))))
                        .all(),
                BRIEF_CALL);
    }

    private static <T> T answer(KafkaFuture<T> future, Duration patience) throws InterruptedException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in time", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private TaskException unavailable(ExecutionException e) {
        return KafkaFailure.of(settings, deadline, e.getCause()).fatal();
    }
}
