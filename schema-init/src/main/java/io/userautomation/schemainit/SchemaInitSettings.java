package io.userautomation.schemainit;

import io.userautomation.contract.settings.CassandraSettings;
import io.userautomation.contract.settings.Checks;
import io.userautomation.contract.settings.KafkaSettings;
import io.userautomation.contract.settings.PostgresSettings;
import io.userautomation.contract.settings.SchemaRegistrySettings;
import io.userautomation.contract.settings.Setting;
import io.userautomation.contract.settings.SettingsReader;
import io.userautomation.contract.settings.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All that schema-init is told.
 *
 * @param patience how long it waits for the servers
 * @param verifyOnly whether it only looks
 */
record SchemaInitSettings(
        KafkaSettings kafka,
        TopicSettings topics,
        CassandraSettings cassandra,
        PostgresSettings postgres,
        SchemaRegistrySettings registry,
        Duration patience,
        boolean verifyOnly) {

    static final Setting WAIT = Setting.flag(
            "SCHEMA_INIT_WAIT",
            "--wait",
            "60s",
            "duration",
            "1s to 1h, such as 60s, 5m or PT5M",
            "How long schema-init waits for all servers together.");
    static final Setting VERIFY_ONLY = Setting.flag(
            "SCHEMA_INIT_VERIFY_ONLY",
            "--verify-only",
            "false",
            "",
            "true or false",
            "Whether schema-init changes nothing and only says what is missing or differs.");

    public static final List<Setting> ALL = List.of(WAIT, VERIFY_ONLY);

    private static final long SHORTEST_WAIT_SECONDS = 1;
    private static final long LONGEST_WAIT_SECONDS = 3_600;

    SchemaInitSettings {
        new Checks()
                .require(
                        patience.toSeconds() >= SHORTEST_WAIT_SECONDS && patience.toSeconds() <= LONGEST_WAIT_SECONDS,
                        WAIT,
                        patience.toMillis() + " ms")
                .done();
    }

    /** Reads every group. @throws InvalidSettingsException with the problems of all of them */
    static SchemaInitSettings from(SettingsReader reader) {
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        CassandraSettings cassandra = CassandraSettings.from(reader);
        PostgresSettings postgres = PostgresSettings.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        Duration patience = reader.duration(WAIT);
        boolean verifyOnly =
                reader.converted(VERIFY_ONLY, SchemaInitSettings::toBoolean).orElse(false);
        SchemaInitSettings settings = reader.group(
                () -> new SchemaInitSettings(kafka, topics, cassandra, postgres, registry, patience, verifyOnly));
        reader.done();
        return settings;
    }

    private static boolean toBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
