package io.userautomation.metricsexporter;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.model.runs.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at Kafka, on connections that stay; joins no group and writes nothing. Belongs to one thread. */
final class KafkaLook implements AutoCloseable {

    private final ExporterSettings settings;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RunsTopicReader runs;
    private final StoreLags lags;
    private final KafkaBounds bounds;

    KafkaLook(ExporterSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(settings.clientProperties());
        this.consumer = new KafkaConsumer<>(
                consumerProperties(settings.clientProperties()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.runs = new RunsTopicReader(
                settings.clientProperties(), settings.topics().runs(), ExporterSettings.PATIENCE);
        this.lags = new StoreLags(
                consumer,
                this::committed,
                settings.topics().users(),
                ExporterSettings.PATIENCE,
                System::currentTimeMillis);
        this.bounds = new KafkaBounds(admin, settings);
    }

    /**
     * Asks for all of it.
     *
     * @throws KafkaException when the brokers don't answer
     * @throws TaskException where a topic is missing
     */
    Standing look() throws InterruptedException {
        requireTopic(settings.topics().users());
        requireTopic(settings.topics().runs());
        runs.refresh();
        List<JudgedRun> last = runs.latest(ExporterMeters.RUNS).stream()
                .map(run ->
                        new JudgedRun(run, runs.audit(new RunId(run.manifest().runId()))))
                .toList();
        return new Standing(true, lags.of(settings.stores()), last, runs.lastProven(), bounds.look());
    }

    @Override
    public void close() {
        runs.close();
        consumer.close();
        admin.close(Duration.ofSeconds(1));
    }

    private void requireTopic(String topic) {
        if (consumer.partitionsFor(topic, ExporterSettings.PATIENCE).isEmpty()) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "Kafka at %s has no topic %s: run schema-init first"
                            .formatted(settings.kafka().bootstrapServers(), topic));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get());
            committed.values().removeIf(offset -> offset == null);
            return committed;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    private static Map<String, Object> consumerProperties(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("enable.auto.commit", false);
        // As Spark reads it.
        properties.put("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", false);
        // Deleted while it is looked at: the oldest that is left.
        properties.put("auto.offset.reset", "earliest");
        // One record a partition is all that is wanted; the brokers give at least one batch.
        properties.put("max.partition.fetch.bytes", 1);
        return properties;
    }
}
