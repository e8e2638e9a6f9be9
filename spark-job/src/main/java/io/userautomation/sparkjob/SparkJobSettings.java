package io.userautomation.sparkjob;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.RunId;
import io.userautomation.sparkjob.metrics.MetricsSettings;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.Stores;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that can be set.
 *
 * @param runId the run to follow to its end; empty: store whatever comes until SIGTERM
 * @param status whether to say who stores, and store nothing
 * @param startOver whether each query begins anew
 * @param registry asked for the schemas that records name
 * @param stores where they are stored, in the order of STORES
 */
public record SparkJobSettings(
        Optional<RunId> runId,
        boolean status,
        boolean startOver,
        JobSettings job,
        MetricsSettings metrics,
        KafkaSettings kafka,
        TopicSettings topics,
        SchemaRegistrySettings registry,
        List<ConfiguredStore> stores) {

    public static final Setting STATUS = Setting.flagOnly(
            "--status",
            "false",
            "true or false",
            "Say of each query who owns its checkpoint, its last batch and its lag, and store nothing; status 1 where one has"
                    + " no owner, or does not advance.");
    public static final Setting START_OVER = Setting.flagOnly(
            "--start-over",
            "false",
            "true or false",
            "Begin each query at the earliest offset again, which changes no row and stores those that are missing.");

    /** Those of the settings that have flags. */
    static final List<Setting> FLAGS = Stream.concat(
                    Stream.of(RunIdSetting.RUN_ID, STATUS, START_OVER), JobSettings.ALL.stream())
            .toList();

    /** @throws io.userautomation.commandline.settings.InvalidSettingsException with every problem there is */
    public static SparkJobSettings from(SettingsReader reader) {
        SparkJobSettings settings = new SparkJobSettings(
                RunIdSetting.optionalFrom(reader),
                reader.trueOrFalse(STATUS),
                reader.trueOrFalse(START_OVER),
                JobSettings.from(reader),
                MetricsSettings.from(reader),
                KafkaSettings.from(reader),
                TopicSettings.from(reader),
                SchemaRegistrySettings.from(reader),
                Stores.from(reader));
        reader.done();
        return settings;
    }
}
