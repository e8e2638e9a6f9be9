package io.userautomation.deadletters;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.MovedCommand;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.deadletters.settings.ClusterSettings;
import io.userautomation.deadletters.settings.ListSettings;
import io.userautomation.kafka.settings.RunIdSetting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code audit-task --dead-letters [--export FILE]}, as {@code list} and {@code export} were called. */
public final class FromAuditTask implements MovedCommand {

    static final Setting DEAD_LETTERS = Setting.flag(
            "AUDIT_DEAD_LETTERS",
            "--dead-letters",
            "false",
            "",
            "true or false",
            "Old name, taken by audit-task for one more version: dead-letter-task list.");
    static final Setting EXPORT = Setting.flag(
            "AUDIT_EXPORT",
            "--export",
            null,
            "",
            "a file that is not there yet, in a folder that is",
            "Old name, taken by audit-task --dead-letters for one more version: dead-letter-task export --file.");

    private static final String JAR = "audit-task";

    /** A variant: the audit has it for its own waits. */
    private static final Setting SERVER_WAIT = Setting.flag(
            "AUDIT_SERVER_WAIT",
            "--server-wait",
            null,
            ClusterSettings.TIMEOUT.unit(),
            ClusterSettings.TIMEOUT.allowed(),
            "How long to wait for Kafka.");

    /** Flags of an audit, whose variables don't matter here. */
    private static final List<Setting> OF_AN_AUDIT = List.of(
            Setting.flag("--latest", "--latest", null, "", "true or false", "Not with --dead-letters."),
            Setting.flag("--wait", "--wait", null, "", "left out", "Not with --dead-letters."),
            Setting.flag("--budget", "--budget", null, "", "left out", "Not with --dead-letters."));

    private static final Command COMMAND = Command.of(
            JAR,
            "Lists the dead letters by reason, contents masked: the old name of dead-letter-task's list and export.",
            Stream.concat(Stream.of(DEAD_LETTERS, RunIdSetting.RUN_ID, EXPORT, SERVER_WAIT), OF_AN_AUDIT.stream())
                    .toList(),
            FromAuditTask::list);

    @Override
    public boolean isMeant(String jar, Map<String, String> environment, String... arguments) {
        String variable = environment.getOrDefault(DEAD_LETTERS.variable(), "").strip();
        boolean flagged = Stream.of(arguments)
                .map(argument -> argument.replaceFirst("=.*", ""))
                .anyMatch(flag -> flag.equals(DEAD_LETTERS.flag()) || flag.equals(EXPORT.flag()));
        return jar.equals(JAR) && (flagged || !(variable.isEmpty() || variable.equalsIgnoreCase("false")));
    }

    @Override
    public String notice() {
        return "audit-task: --dead-letters is dead-letter-task list by now, with --export FILE dead-letter-task export "
                + "--file FILE, and --server-wait is --kafka-timeout; the old names go with the next version";
    }

    @Override
    public Command command() {
        return COMMAND;
    }

    private static Summary list(SettingsReader reader) throws Exception {
        boolean list = reader.trueOrFalse(DEAD_LETTERS);
        reader.done();
        if (!list) {
            throw new TaskException(ExitStatus.BAD_SETTINGS, "--export goes with --dead-letters only");
        }
        if (OF_AN_AUDIT.stream()
                .anyMatch(setting -> reader.optionalText(setting).isPresent())) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS, "--dead-letters goes with --run-id, --export and --server-wait only");
        }
        String file = reader.optionalText(EXPORT).orElse(null);
        reader.with(ListSettings.FILE, file)
                .with(ClusterSettings.TIMEOUT, reader.optionalText(SERVER_WAIT).orElse(null));
        return (file == null ? Commands.LIST : Commands.EXPORT).work().run(reader);
    }
}
