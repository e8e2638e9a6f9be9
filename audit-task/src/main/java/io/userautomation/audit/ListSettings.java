package io.userautomation.audit;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are listed.
 *
 * @param runId only those of this run
 * @param export a new file that the open ones are written to, contents and all
 * @param serverWait how long Kafka is waited for
 * @param kafka the brokers
 * @param topics their topics
 */
record ListSettings(
        Optional<RunId> runId, Optional<Path> export, Duration serverWait, KafkaSettings kafka, TopicSettings topics) {

    static final Setting DEAD_LETTERS = Setting.flag(
            "AUDIT_DEAD_LETTERS",
            "--dead-letters",
            "false",
            "",
            "true or false",
            "List the dead letters by reason, contents masked, instead of auditing a run.");
    static final Setting EXPORT = Setting.flag(
            "AUDIT_EXPORT",
            "--export",
            null,
            "",
            "a file that is not there yet, in a folder that is",
            "With --dead-letters: write the open ones, personal data and all, to this file for its owner to repair.");

    static final List<Setting> ALL = List.of(DEAD_LETTERS, EXPORT);

    ListSettings {
        new Checks()
                .require(export.map(ListSettings::canBeMade).orElse(true), EXPORT, export.orElse(null))
                .require(AuditSettings.isServerWait(serverWait), AuditSettings.SERVER_WAIT, serverWait)
                .done();
    }

    /** Reads all of it; {@code reader.done()} then throws what can't be used. */
    static ListSettings from(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        return reader.group(() -> new ListSettings(
                runId, reader.converted(EXPORT, Path::of), reader.duration(AuditSettings.SERVER_WAIT), kafka, topics));
    }

    private static boolean canBeMade(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return !Files.exists(file) && folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
