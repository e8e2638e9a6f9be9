package io.userautomation.deadletters.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
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
 * @param topics their topics
 * @param registry asked for the schemas that dead letters name
 * @param timeout how long one request may take with all its retries
 */
public record ClusterSettings(
        KafkaSettings kafka, TopicSettings topics, SchemaRegistrySettings registry, Duration timeout) {

    public static final Setting TIMEOUT = Setting.flag(
            "DEAD_LETTER_KAFKA_TIMEOUT",
            "--kafka-timeout",
            "30s",
            "duration",
            "from 1s to 1h, such as 10s or 1m",
            "Longest wait for Kafka: for a connection, a request or an open transaction, retries included.");

    public static final List<Setting> ALL = List.of(TIMEOUT);

    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    public ClusterSettings {
        new Checks()
                .require(timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0, TIMEOUT, timeout)
                .done();
    }

    /** The group, or null after noting its problems, and those of the groups within it, with the reader. */
    public static ClusterSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        return reader.group(() -> new ClusterSettings(kafka, topics, registry, reader.duration(TIMEOUT)));
    }

    /** Of an admin client or a consumer. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = patientProperties();
        properties.put("default.api.timeout.ms", millis());
        return properties;
    }

    /** Of a producer: no record is waited for longer than the time-out. */
    public Map<String, Object> producerProperties() {
        Map<String, Object> properties = patientProperties();
        properties.put("max.block.ms", millis());
        properties.put("delivery.timeout.ms", millis());
        return properties;
    }

    private Map<String, Object> patientProperties() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        // A third, so that a lost request is tried again in time.
        properties.put("request.timeout.ms", millis() / 3);
        properties.put("reconnect.backoff.max.ms", 1_000);
        return properties;
    }

    private int millis() {
        return (int) timeout.toMillis();
    }
}
