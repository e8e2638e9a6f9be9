package io.userautomation.sparkjob;

import io.userautomation.contract.runs.RunId;
import io.userautomation.contract.settings.CassandraSettings;
import io.userautomation.contract.settings.KafkaSettings;
import io.userautomation.contract.settings.PostgresSettings;
import io.userautomation.contract.settings.SettingsReader;
import io.userautomation.contract.settings.TopicSettings;
import java.util.Optional;

/**
 * All that can be set.
 *
 * @param runId the run to follow to its end; empty: store whatever comes until SIGTERM
 */
public record SparkJobSettings(
        Optional<RunId> runId,
        JobSettings job,
        KafkaSettings kafka,
        TopicSettings topics,
        CassandraSettings cassandra,
        PostgresSettings postgres) {

    /** @throws io.userautomation.contract.settings.InvalidSettingsException with every problem there is */
    public static SparkJobSettings from(SettingsReader reader) {
        SparkJobSettings settings = new SparkJobSettings(
                RunId.optionalFrom(reader),
                JobSettings.from(reader),
                KafkaSettings.from(reader),
                TopicSettings.from(reader),
                CassandraSettings.from(reader),
                PostgresSettings.from(reader));
        reader.done();
        return settings;
    }
}
