package io.userautomation.schemainit;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.List;

/**
 * All that schema-init is told.
 *
 * @param stores where users go, in the order of STORES
 * @param patience how long it waits for the servers
 * @param verifyOnly whether it only looks
 */
public record SchemaInitSettings(
        KafkaSettings kafka,
        TopicSettings topics,
        List<ConfiguredStore> stores,
        SchemaRegistrySettings registry,
        Duration patience,
        boolean verifyOnly) {

    public static final Setting WAIT = Setting.flag(
            "SCHEMA_INIT_WAIT",
            "--wait",
            "60s",
            "duration",
            "1s to 1h, such as 60s, 5m or PT5M",
            "How long schema-init waits for all servers together.");
    public static final Setting VERIFY_ONLY = Setting.flag(
            "SCHEMA_INIT_VERIFY_ONLY",
            "--verify-only",
            "false",
            "",
            "true or false",
            "Whether schema-init changes nothing and only says what is missing or differs.");

    public static final List<Setting> ALL = List.of(WAIT, VERIFY_ONLY);

    private static final long MIN_WAIT_MILLIS = 1_000;
    private static final long MAX_WAIT_MILLIS = 3_600_000;

    public SchemaInitSettings {
        new Checks()
                .require(
                        patience.toMillis() >= MIN_WAIT_MILLIS && patience.toMillis() <= MAX_WAIT_MILLIS,
                        WAIT,
                        patience.toMillis() + "ms")
                .done();
    }

    /** Reads every group. @throws InvalidSettingsException with the problems of all of them */
    static SchemaInitSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        List<ConfiguredStore> stores = Stores.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        Duration patience = reader.duration(WAIT);
        boolean verifyOnly = reader.trueOrFalse(VERIFY_ONLY);
        SchemaInitSettings settings =
                reader.group(() -> new SchemaInitSettings(kafka, topics, stores, registry, patience, verifyOnly));
        reader.done();
        return settings;
    }
}
