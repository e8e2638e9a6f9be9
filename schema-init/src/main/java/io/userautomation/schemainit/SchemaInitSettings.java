package io.userautomation.schemainit;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.RecordFormatSetting;
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
 * @param format of the schema that is registered
 * @param runsRetention how long what is known of a run is kept on the runs topic
 * @param patience how long it waits for the servers
 * @param verifyOnly whether it only looks
 * @param repair whether it also changes what is there
 */
public record SchemaInitSettings(
        KafkaSettings kafka,
        TopicSettings topics,
        List<ConfiguredStore> stores,
        SchemaRegistrySettings registry,
        RecordFormat format,
        Duration runsRetention,
        Duration patience,
        boolean verifyOnly,
        boolean repair) {

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

    public static final Setting REPAIR = Setting.flag(
            "SCHEMA_INIT_REPAIR",
            "--repair",
            "false",
            "",
            "true or false, and false where it only verifies",
            "Whether schema-init also mends topics and tables that others made: partitions, topic settings, missing columns.");

    public static final Setting RUNS_RETENTION = Setting.flag(
            "RUNS_TOPIC_RETENTION",
            "--runs-retention",
            "720h",
            "duration",
            "336h to 87600h: a run of a week is audited within the week that its users are kept",
            "How long a run's manifest and reports are kept on the runs topic when it is created. Each task reads all of it.");

    public static final List<Setting> ALL = List.of(WAIT, VERIFY_ONLY, REPAIR, RUNS_RETENTION);

    private static final long MIN_WAIT_MILLIS = 1_000;
    private static final long MAX_WAIT_MILLIS = 3_600_000;
    private static final Duration MIN_RETENTION = Duration.ofDays(14);
    private static final Duration MAX_RETENTION = Duration.ofDays(3_650);

    public SchemaInitSettings {
        new Checks()
                .require(
                        patience.toMillis() >= MIN_WAIT_MILLIS && patience.toMillis() <= MAX_WAIT_MILLIS,
                        WAIT,
                        patience.toMillis() + "ms")
                .require(
                        runsRetention.compareTo(MIN_RETENTION) >= 0 && runsRetention.compareTo(MAX_RETENTION) <= 0,
                        RUNS_RETENTION,
                        runsRetention)
                .require(!(verifyOnly && repair), REPAIR, repair)
                .done();
    }

    /** Reads every group. @throws InvalidSettingsException with the problems of all of them */
    static SchemaInitSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        List<ConfiguredStore> stores = Stores.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        RecordFormat format = RecordFormatSetting.from(reader, registry);
        Duration runsRetention = reader.duration(RUNS_RETENTION);
        Duration patience = reader.duration(WAIT);
        boolean verifyOnly = reader.trueOrFalse(VERIFY_ONLY);
        boolean repair = reader.trueOrFalse(REPAIR);
        SchemaInitSettings settings = reader.group(() -> new SchemaInitSettings(
                kafka, topics, stores, registry, format, runsRetention, patience, verifyOnly, repair));
        reader.done();
        return settings;
    }
}
