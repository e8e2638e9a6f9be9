package io.userautomation.localstack.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Flags;
import io.userautomation.commandline.Signals;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.airflow.AirflowException;
import io.userautomation.localstack.process.FirstCompiler;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: the servers, one run of the pipeline, its summary; what {@code script/run-local.sh} calls. */
@Command(
        name = "run",
        description = "Runs the whole pipeline once, on servers of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The last line on stdout is one JSON object; everything else goes to stderr.",
            "Exit status: 0 done, 1 failed, 2 bad flags, 3 the audit found something missing, 4 interrupted."
        })
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String INTERRUPTED =
            "Interrupted: everything is stopped. The next start continues with what is stored so far.";

    @Spec
    private CommandSpec spec;

    private RunCommand() {}

    /** The command with its flags. */
    public static CommandLine line() {
        CommandLine line = new CommandLine(new RunCommand());
        Flags.add(line.getCommandSpec(), RunOptions.FLAGS);
        return line;
    }

    @Override
    public Integer call() {
        SettingsReader reader = Flags.read(spec.commandLine().getParseResult(), RunOptions.FLAGS, Map.of());
        try {
            return run(RunOptions.of(reader, new RunId("local__" + ID_TIME.format(Instant.now()))));
        } catch (InvalidSettingsException e) {
            String runId = reader.optionalText(RunOptions.RUN_ID).orElse(null);
            return failed(runId, ExitStatus.BAD_SETTINGS, e.getMessage(), Duration.ZERO);
        }
    }

    private static int run(RunOptions options) {
        if (options.isBrief()) {
            System.setProperty(FirstCompiler.PROPERTY, "true");
        }
        AtomicBoolean signalled = new AtomicBoolean();
        Thread main = Thread.currentThread();
        Signals.handle(() -> {
            signalled.set(true);
            main.interrupt();
        });
        LocalRun run = new LocalRun(options, Checkout.find(), System.out, System.err);
        String runId = options.runId().value();
        try {
            return run.run();
        } catch (InterruptedException e) {
            return failed(runId, ExitStatus.INTERRUPTED, INTERRUPTED, run.elapsed());
        } catch (InvalidSettingsException e) {
            return failed(runId, ExitStatus.BAD_SETTINGS, e.getMessage(), run.elapsed());
        } catch (RuntimeException e) {
            if (signalled.get()) {
                LOG.debug("interrupted", e);
                return failed(runId, ExitStatus.INTERRUPTED, INTERRUPTED, run.elapsed());
            }
            if (e instanceof AirflowException refused && refused.status() == HttpURLConnection.HTTP_BAD_REQUEST) {
                return failed(runId, ExitStatus.BAD_SETTINGS, e.getMessage(), run.elapsed());
            }
            if (!(e instanceof StackException)) {
                LOG.error("unexpected failure", e);
            }
            return failed(runId, ExitStatus.FAILED, e.getMessage(), run.elapsed());
        }
    }

    private static int failed(String runId, ExitStatus status, String sentence, Duration elapsed) {
        System.err.println(sentence);
        System.err.flush();
        RunEnd end = new RunEnd(status.code(), List.of(), Optional.empty());
        System.out.println(new RunSummary(runId, RunManifest.DEFAULT_STORES, end, elapsed).toSummary());
        return status.code();
    }
}
