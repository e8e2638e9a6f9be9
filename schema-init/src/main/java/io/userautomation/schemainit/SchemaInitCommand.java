package io.userautomation.schemainit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line: two flags and help. Addresses and names come from the environment alone. */
@Command(
        name = SchemaInit.NAME,
        description = {
            "Creates what the pipeline stores into: Kafka topics, the Cassandra keyspace and table, the PostgreSQL"
                    + " table, the record's schema in the registry. Run again, it changes nothing.",
            "Addresses, names and credentials come from the environment, see the README."
        })
final class SchemaInitCommand {

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for the servers, such as 60s (SCHEMA_INIT_WAIT).")
    private String waitText;

    @Option(
            names = "--verify-only",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "BOOLEAN",
            description = "Change nothing, only say what is missing or differs (SCHEMA_INIT_VERIFY_ONLY).")
    private String verifyOnlyText;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and end.")
    private boolean help;

    private SchemaInitCommand() {}

    /** The command with its flags. @throws TaskException for a flag that doesn't exist */
    static SchemaInitCommand parse(String... arguments) {
        SchemaInitCommand command = new SchemaInitCommand();
        try {
            new CommandLine(command).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new TaskException(ExitStatus.BAD_SETTINGS, e.getMessage() + "; --help lists the flags", e);
        }
        return command;
    }

    /** Does the work with settings from {@code environment}, which the flags override. */
    Summary run(Map<String, String> environment) throws InterruptedException {
        if (help) {
            new CommandLine(this).usage(System.out);
            return new Summary();
        }
        SettingsReader reader = new SettingsReader(environment)
                .with(SchemaInitSettings.WAIT, waitText)
                .with(SchemaInitSettings.VERIFY_ONLY, verifyOnlyText);
        return new SchemaInitTask(SchemaInitSettings.from(reader)).run();
    }
}
