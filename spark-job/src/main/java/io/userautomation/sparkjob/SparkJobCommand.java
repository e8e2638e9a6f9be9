package io.userautomation.sparkjob;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.TaskRunner;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.sparkjob.run.Pipeline;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line: flags override the environment, and everything is checked before Spark starts. */
@Command(
        name = "spark-job",
        description = {
            "Stores users from Kafka in Cassandra and PostgreSQL. With --run-id it ends when that run is closed and"
                    + " stored, without it at SIGTERM.",
            "Every flag has an environment variable; addresses and credentials are set by variables alone."
        })
final class SparkJobCommand {

    private static final String NAME = "spark-job";

    @Option(names = "--run-id", description = "Run to follow to its end.")
    private String runId;

    @Option(names = "--trigger-interval", description = "From one batch's start to the next one's, such as 1s or 0s.")
    private String triggerInterval;

    @Option(names = "--max-offsets-per-trigger", description = "Most records that one query takes into one batch.")
    private String maxOffsetsPerTrigger;

    @Option(names = "--checkpoints", description = "Folder in which each query keeps its place.")
    private String checkpoints;

    @Option(names = "--timeout", description = "How long all of it may take.")
    private String timeout;

    @Option(names = "--idle-timeout", description = "How long the run may give no sign of life.")
    private String idleTimeout;

    @Option(names = "--outage-deadline", description = "How long one outage of a server may last.")
    private String outageDeadline;

    @Option(names = "--start-deadline", description = "How long to wait for servers and checkpoints at the start.")
    private String startDeadline;

    @SuppressWarnings("UnusedVariable") // looked for before anything is parsed
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    private SparkJobCommand() {}

    /** Runs it all. @return how it ended, which the last line on stdout says too */
    static ExitStatus run(String[] args, Map<String, String> environment) {
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            new CommandLine(new SparkJobCommand()).usage(System.err);
            return ExitStatus.DONE;
        }
        return TaskRunner.runInProcess(NAME, () -> new Pipeline(settings(args, environment)).run());
    }

    /** @throws TaskException with status 2 for a command line that can't be read */
    static SparkJobSettings settings(String[] args, Map<String, String> environment) {
        SparkJobCommand command = new SparkJobCommand();
        try {
            new CommandLine(command).parseArgs(args);
        } catch (ParameterException e) {
            throw new TaskException(ExitStatus.BAD_SETTINGS, e.getMessage() + " (--help lists the flags)", e);
        }
        return SparkJobSettings.from(new SettingsReader(environment)
                .with(RunIdSetting.RUN_ID, command.runId)
                .with(JobSettings.TRIGGER_INTERVAL, command.triggerInterval)
                .with(JobSettings.MAX_OFFSETS_PER_TRIGGER, command.maxOffsetsPerTrigger)
                .with(JobSettings.CHECKPOINTS, command.checkpoints)
                .with(JobSettings.TIMEOUT, command.timeout)
                .with(JobSettings.IDLE_TIMEOUT, command.idleTimeout)
                .with(JobSettings.OUTAGE_DEADLINE, command.outageDeadline)
                .with(JobSettings.START_DEADLINE, command.startDeadline));
    }
}
