package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.RunIdSetting;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line. Flags override the environment; what is wrong with either is reported together. */
@Command(
        name = "audit-task",
        description = "Proves that each published user of a run is stored in every sink, or dead-lettered.",
        footer = {
            "Each flag has an environment variable, and the servers have theirs: see docs/configuration.md.",
            "dead-letter-task lists, exports and replays dead letters."
        })
final class AuditCommand implements Task {

    private final Map<String, String> environment;
    private final String[] arguments;

    @Option(names = "--run-id", paramLabel = "ID", description = "The run to audit; or give --latest.")
    private String runId;

    @Option(names = "--latest", description = "Audit the run that was opened last.")
    private boolean latest;

    @Option(names = "--wait", paramLabel = "DURATION", description = "Wait this long for a sink that is behind (0s).")
    private String wait;

    @Option(names = "--budget", paramLabel = "PERCENT", description = "Dead letters allowed, in percent (1).")
    private String budget;

    @Option(
            names = "--server-wait",
            paramLabel = "DURATION",
            description = "Wait this long for a server that does not answer (30s).")
    private String serverWait;

    @Option(names = "--help", usageHelp = true, description = "Print this and end.")
    private boolean help;

    AuditCommand(Map<String, String> environment, String... arguments) {
        this.environment = environment;
        this.arguments = arguments.clone();
    }

    @Override
    public Summary run() throws InterruptedException {
        CommandLine commandLine = new CommandLine(this);
        try {
            commandLine.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new TaskException(ExitStatus.BAD_SETTINGS, e.getMessage() + "; --help lists what there is", e);
        }
        if (help) {
            commandLine.usage(System.err);
            return new Summary();
        }
        return new Audit(settings()).run();
    }

    AuditSettings settings() {
        SettingsReader reader = new SettingsReader(environment)
                .with(RunIdSetting.RUN_ID, runId)
                .with(AuditSettings.LATEST, latest ? "true" : null)
                .with(AuditSettings.WAIT, wait)
                .with(AuditSettings.BUDGET, budget)
                .with(AuditSettings.SERVER_WAIT, serverWait);
        AuditSettings settings = AuditSettings.from(reader);
        reader.done();
        return settings;
    }
}
