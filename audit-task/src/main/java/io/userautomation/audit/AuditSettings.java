package io.userautomation.audit;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.settings.WritableFile;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.RunId;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.Stores;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is audited, how strictly, and where everything is.
 *
 * @param runId the run; empty where something else is meant
 * @param latest whether the run that was opened last is meant
 * @param since from when on all that was published is meant, whichever run it belongs to
 * @param sinkWait how long a store that is behind is waited for
 * @param budgetPercent dead letters allowed, in percent of the users published or rejected
 * @param report the file that a page of what is audited goes to; empty where none is wanted
 * @param serverWait how long a server that does not answer is waited for
 * @param kafka the brokers
 * @param topics their topics
 * @param registry asked for the schemas that records name
 * @param stores where they are stored
 */
public record AuditSettings(
        Optional<RunId> runId,
        boolean latest,
        Optional<Instant> since,
        Duration sinkWait,
        BigDecimal budgetPercent,
        Optional<Path> report,
        Duration serverWait,
        KafkaSettings kafka,
        TopicSettings topics,
        SchemaRegistrySettings registry,
        List<ConfiguredStore> stores) {

    public static final Setting LATEST = Setting.flag(
            "AUDIT_LATEST",
            "--latest",
            "false",
            "",
            "true or false, and true exactly where neither RUN_ID (--run-id) nor AUDIT_SINCE (--since) is set",
            "Audit the run that was opened last.");
    public static final Setting SINCE = Setting.flag(
            "AUDIT_SINCE",
            "--since",
            null,
            "",
            "a duration back from now such as 24h, or an instant such as 2026-11-30T00:00:00Z, and not beside RUN_ID",
            "Audit all that was published since then, of every run, as far as the topic still has it.");
    public static final Setting WAIT = Setting.flag(
            "AUDIT_WAIT",
            "--wait",
            "0s",
            "duration",
            "a duration from 0s to 24h, such as 90s, 2m or PT2M",
            "How long to wait for a sink whose consumer group is behind.");
    public static final Setting BUDGET = Setting.flag(
            "AUDIT_BUDGET",
            "--budget",
            "1",
            "%",
            "a number from 0 to 100",
            "Dead letters allowed, in percent of the users published or rejected.");
    public static final Setting REPORT = Setting.flag(
            "AUDIT_REPORT",
            "--report",
            null,
            "",
            WritableFile.ALLOWED_TEXT,
            "Write a page of what is audited to this file: figures, charts and data quality, as HTML.");
    public static final Setting SERVER_WAIT = Setting.flag(
            "AUDIT_SERVER_WAIT",
            "--server-wait",
            "30s",
            "duration",
            "a duration from 1s to 1h, such as 30s or 2m",
            "How long to wait for a server that does not answer.");

    /** The audit's own settings; the run id and the servers' stand elsewhere. */
    public static final List<Setting> ALL = List.of(LATEST, SINCE, WAIT, BUDGET, REPORT, SERVER_WAIT);

    /** Those that have flags. */
    static final List<Setting> FLAGS =
            Stream.concat(Stream.of(RunIdSetting.RUN_ID), ALL.stream()).toList();

    private static final Duration MAX_WAIT = Duration.ofHours(24);
    private static final Duration MAX_SERVER_WAIT = Duration.ofHours(1);
    private static final RunId STAND_IN = new RunId("malformed");

    public AuditSettings {
        new Checks()
                .require(latest == (runId.isEmpty() && since.isEmpty()), LATEST, latest)
                .require(
                        runId.isEmpty() || since.isEmpty(),
                        SINCE,
                        since.map(Instant::toString).orElse(""))
                .require(within(Duration.ZERO, sinkWait, MAX_WAIT), WAIT, sinkWait)
                .require(isPercentage(budgetPercent), BUDGET, budgetPercent)
                .require(isServerWait(serverWait), SERVER_WAIT, serverWait)
                .done();
    }

    /** @throws io.userautomation.commandline.settings.InvalidSettingsException with every problem there is */
    static AuditSettings from(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        Optional<Instant> since = reader.converted(SINCE, AuditSettings::instant);
        boolean malformed = runId.isEmpty()
                && (reader.optionalText(RunIdSetting.RUN_ID).isPresent()
                        || (since.isEmpty() && reader.optionalText(SINCE).isPresent()));
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);
        List<ConfiguredStore> stores = Stores.from(reader);
        AuditSettings settings = reader.group(() -> new AuditSettings(
                malformed ? Optional.of(STAND_IN) : runId,
                reader.trueOrFalse(LATEST),
                since,
                reader.duration(WAIT),
                reader.converted(BUDGET, BigDecimal::new).orElse(BigDecimal.ONE),
                reader.converted(REPORT, WritableFile::of),
                reader.duration(SERVER_WAIT),
                kafka,
                topics,
                registry,
                stores));
        reader.done();
        return settings;
    }

    private static Instant instant(String text) {
        return text.contains("T") && !text.startsWith("P")
                ? Instant.parse(text)
                : Instant.now().minus(SettingsReader.toDuration(text));
    }

    static boolean isServerWait(Duration wait) {
        return within(Duration.ofSeconds(1), wait, MAX_SERVER_WAIT);
    }

    private static boolean within(Duration smallest, Duration value, Duration largest) {
        return value.compareTo(smallest) >= 0 && value.compareTo(largest) <= 0;
    }

    private static boolean isPercentage(BigDecimal value) {
        return value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0;
    }
}
