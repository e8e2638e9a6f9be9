package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.registry.RegisteredFormat;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.RecordFormatSetting;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which Kafka, which topics, and how long to wait for them.
 *
 * @param kafka the brokers
 * @param topics the topics
 * @param registry where the record's schema stands
 * @param format in which users are published
 * @param timeout how long one request, or one record's acknowledgement, may take with all its retries
 */
public record ClusterSettings(
        KafkaSettings kafka,
        TopicSettings topics,
        SchemaRegistrySettings registry,
        RecordFormat format,
        Duration timeout) {

    public static final Setting TIMEOUT = Setting.flag(
            "PRODUCER_KAFKA_TIMEOUT",
            "--kafka-timeout",
            "30s",
            "",
            "from 1s to 10m, such as 10s or 1m",
            "Longest wait for Kafka: for a connection, a request or a record's acknowledgement, retries included.");

    public static final List<Setting> ALL = List.of(TIMEOUT);

    private static final Duration MIN_DURATION = Duration.ofSeconds(1);
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    public ClusterSettings {
        new Checks()
                .require(timeout.compareTo(MIN_DURATION) >= 0 && timeout.compareTo(MAX_DURATION) <= 0, TIMEOUT, timeout)
                .done();
    }

    /** A few hundred users; the default holds some thirty. */
    private static final int BATCH_BYTES = 128 * 1024;

    /** The group, or null after noting its problems, and those of the groups within it, with the reader. */
    public static ClusterSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        RecordFormat format = RecordFormatSetting.from(reader, registry);
        return reader.group(() -> new ClusterSettings(kafka, topics, registry, format, reader.duration(TIMEOUT)));
    }

    /** What writes users in the format that is asked for; the registry is waited for as Kafka is. */
    public RecordEncoder encoder() throws InterruptedException {
        return RegisteredFormat.encoder(format, registry, topics.users(), timeout);
    }

    /** {@code host:port[,host:port…]} for messages. */
    public String address() {
        return kafka.bootstrapServers();
    }

    /** Of an admin client or a consumer. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("default.api.timeout.ms", millis());
        properties.put("request.timeout.ms", requestMillis());
        properties.put("reconnect.backoff.max.ms", 1_000);
        return properties;
    }

    /** Of a producer: no record is waited for longer than the time-out. */
    public Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("max.block.ms", millis());
        properties.put("delivery.timeout.ms", millis());
        properties.put("request.timeout.ms", requestMillis());
        properties.put("reconnect.backoff.max.ms", 1_000);
        properties.put("linger.ms", 5);
        return properties;
    }

    /**
     * Of the users' producer: a retry adds nothing, and an acknowledgement means every replica in sync has it. Of a
     * batch's bytes, compression leaves two fifths.
     */
    public Map<String, Object> recordProducerProperties() {
        Map<String, Object> properties = producerProperties();
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("batch.size", BATCH_BYTES);
        properties.put("compression.type", "lz4");
        return properties;
    }

    private int millis() {
        return (int) timeout.toMillis();
    }

    /** A third, so that a lost request is tried again in time. */
    private int requestMillis() {
        return millis() / 3;
    }
}
