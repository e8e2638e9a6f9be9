package io.userautomation.metricsexporter;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that can be set.
 *
 * @param port that it serves at
 * @param address of this machine, that it listens at
 * @param interval from one look at Kafka to the next
 * @param stores the names of those whose lag is asked for
 */
public record ExporterSettings(
        int port, String address, Duration interval, KafkaSettings kafka, TopicSettings topics, List<String> stores) {

    /** How long one question to Kafka may take. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LARGEST_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    public static final Setting PORT = Setting.flag(
            "METRICS_EXPORTER_PORT", "--port", "9405", "", "1 to 65535", "Port at which it serves, under /metrics.");
    public static final Setting ADDRESS = Setting.flag(
            "METRICS_EXPORTER_ADDRESS",
            "--address",
            "127.0.0.1",
            "",
            "an address or name of this machine, or 0.0.0.0 for all that it has",
            "Address at which it serves. There is no login: whoever reaches the port can read the figures.");
    public static final Setting INTERVAL = Setting.flag(
            "METRICS_EXPORTER_INTERVAL",
            "--interval",
            "15s",
            "duration",
            "1s to 1h",
            "Time from one look at Kafka to the next.");

    static final List<Setting> FLAGS = List.of(PORT, ADDRESS, INTERVAL);

    public ExporterSettings {
        new Checks()
                .within(1, port, LARGEST_PORT, PORT)
                .require(interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0, INTERVAL, interval)
                .done();
    }

    /** @throws io.userautomation.commandline.settings.InvalidSettingsException with every problem there is */
    public static ExporterSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        List<String> stores = Stores.namesFrom(reader);
        ExporterSettings settings = reader.group(() -> new ExporterSettings(
                reader.integer(PORT), reader.text(ADDRESS), reader.duration(INTERVAL), kafka, topics, stores));
        reader.done();
        return settings;
    }

    /** Of an admin client or a consumer. */
    Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        int patience = Math.toIntExact(PATIENCE.toMillis());
        properties.put("default.api.timeout.ms", patience);
        properties.put("request.timeout.ms", patience / 2);
        properties.put("reconnect.backoff.max.ms", 1_000);
        return properties;
    }
}
