package io.userautomation.deadletters.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.model.runs.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are replayed, and how.
 *
 * @param runId only those of this run
 * @param stage only those refused at this stage
 * @param reason only those whose reason, as the list shows it, contains this
 * @param repaired a file of repaired values; where there is one, only its dead letters are replayed
 * @param maxReplays a dead letter whose record was replayed this often stays where it is
 * @param deadLettersPerTransaction how many are sent, and marked as sent, at once
 * @param dryRun whether it only says what would be replayed
 */
public record ReplaySettings(
        Optional<RunId> runId,
        Optional<String> stage,
        Optional<String> reason,
        Optional<Path> repaired,
        int maxReplays,
        int deadLettersPerTransaction,
        boolean dryRun) {

    public static final Setting STAGE = Setting.flag(
            "REPLAY_STAGE",
            "--stage",
            null,
            "",
            "publish, validate or store",
            "Replay only what was refused at this stage.");
    public static final Setting REASON = Setting.flag(
            "REPLAY_REASON",
            "--reason",
            null,
            "",
            "any text",
            "Replay only dead letters whose reason, as dead-letter-task list shows it, contains this text.");
    public static final Setting REPAIRED = Setting.flag(
            "REPLAY_REPAIRED",
            "--repaired",
            null,
            "",
            "a readable file of JSON lines",
            "Replay only the dead letters in this file, with its values: {\"partition\":0,\"offset\":12,\"value\":{...}} a line.");
    public static final Setting MAX_REPLAYS = Setting.flag(
            "REPLAY_MAX",
            "--max-replays",
            "3",
            "replays",
            "a whole number from 1 to 1000",
            "A record that has come back to the dead letters this often is not sent again.");
    public static final Setting DEAD_LETTERS_PER_TRANSACTION = Setting.flag(
            "REPLAY_LETTERS_PER_TRANSACTION",
            "--letters-per-transaction",
            "500",
            "dead letters",
            "a whole number from 1 to 10000",
            "Dead letters that are sent and marked as sent at once.");
    public static final Setting DRY_RUN = Setting.flag(
            "REPLAY_DRY_RUN",
            "--dry-run",
            "false",
            "",
            "true or false",
            "Say what would be replayed, but send nothing.");

    public static final List<Setting> ALL =
            List.of(STAGE, REASON, REPAIRED, MAX_REPLAYS, DEAD_LETTERS_PER_TRANSACTION, DRY_RUN);

    private static final Set<String> STAGES =
            Set.of(DeadLetterHeaders.STAGE_PUBLISH, DeadLetterHeaders.STAGE_VALIDATE, DeadLetterHeaders.STAGE_STORE);
    private static final int REPLAYS_LIMIT = 1_000;
    private static final int MAX_DEAD_LETTERS = 10_000;

    public ReplaySettings {
        new Checks()
                .require(stage.map(STAGES::contains).orElse(true), STAGE, stage.orElse(null))
                .require(repaired.map(Files::isReadable).orElse(true), REPAIRED, repaired.orElse(null))
                .within(1, maxReplays, REPLAYS_LIMIT, MAX_REPLAYS)
                .within(1, deadLettersPerTransaction, MAX_DEAD_LETTERS, DEAD_LETTERS_PER_TRANSACTION)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static ReplaySettings from(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        return reader.group(() -> new ReplaySettings(
                runId,
                reader.optionalText(STAGE),
                reader.optionalText(REASON),
                reader.converted(REPAIRED, Path::of),
                reader.integer(MAX_REPLAYS),
                reader.integer(DEAD_LETTERS_PER_TRANSACTION),
                reader.trueOrFalse(DRY_RUN)));
    }
}
