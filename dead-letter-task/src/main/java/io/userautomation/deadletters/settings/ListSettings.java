package io.userautomation.deadletters.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.model.runs.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are listed.
 *
 * @param runId only those of this run
 * @param export a new file that the open ones are written to, contents and all
 */
public record ListSettings(Optional<RunId> runId, Optional<Path> export) {

    public static final Setting FILE = Setting.flag(
            "DEAD_LETTER_FILE",
            "--file",
            null,
            "",
            "a file that is not there yet, in a folder that is",
            "Write the open dead letters, personal data and all, to this file for its owner to repair.");

    /** Of an export. */
    public static final List<Setting> ALL = List.of(FILE);

    public ListSettings {
        new Checks()
                .require(export.map(ListSettings::canBeMade).orElse(true), FILE, export.orElse(null))
                .done();
    }

    /** Of a list alone; null after noting problems with the reader. */
    public static ListSettings from(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        return reader.group(() -> new ListSettings(runId, Optional.empty()));
    }

    /** Of a list with an export, whose file must be set; null after noting problems with the reader. */
    public static ListSettings withExportFrom(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        Optional<Path> file = reader.converted(FILE, Path::of);
        return reader.group(() -> {
            if (file.isEmpty()) {
                throw new InvalidSettingsException(List.of(new Problem(FILE, null)));
            }
            return new ListSettings(runId, file);
        });
    }

    private static boolean canBeMade(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return !Files.exists(file) && folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }
}
