package io.userautomation.localstack.run;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.WorkerSize;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowDag;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The servers up, one run of the pipeline, the servers down. */
final class LocalRun {

    private final RunOptions options;
    private final Checkout checkout;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
    private final Instant started = Instant.now();
    private final long startNanos = System.nanoTime();

    LocalRun(RunOptions options, Checkout checkout, PrintStream out, PrintStream err) {
        this.options = options;
        this.checkout = checkout;
        this.out = out;
        this.err = err;
        this.progress = new Progress(err);
    }

    /**
     * Does it all; the summary is printed when this returns, and nothing is left running.
     *
     * @return the pipeline's exit status
     * @throws InterruptedException when this thread was interrupted before the run's end; nothing is left running then
     * @throws StackException when the servers can't be started
     */
    int run() throws InterruptedException {
        RunFolders folders = RunFolders.of(checkout, options.data(), options.runId());
        Ports ports = options.ports();
        RunSummary summary;
        try (UserServer users = UserServer.start(options, ports)) {
            Map<String, String> ours = ours(users, folders);
            boolean newPassword = !Files.exists(AirflowClient.passwordFile(folders.data()));
            progress.say("starting the servers, data in " + folders.data());
            create(folders.checkpoints());
            try (Stack stack = Stack.start(folders.data(), ports, servers(), WorkerSize.standard(), ours)) {
                progress.say("all servers answer");
                if (options.airflow() && newPassword) {
                    sayPassword(folders.data());
                }
                summary =
                        options.airflow() ? throughAirflow(stack, folders, users) : alone(stack, folders, users, ours);
                if (options.stay()) {
                    return summary.exitStatus();
                }
                progress.say("stopping the servers");
            }
        }
        print(summary);
        return summary.exitStatus();
    }

    /** The tasks' variables beside those that point at the servers. */
    private Map<String, String> ours(UserServer users, RunFolders folders) {
        Map<String, String> ours = new TreeMap<>();
        ours.put("RANDOM_USER_API_URL", users.url());
        ours.put("CHECKPOINT_FOLDER", folders.checkpoints().toString());
        if (options.report().isPresent()) {
            ours.put("AUDIT_REPORT", options.report().get().toString());
        } else if (options.airflow()) {
            create(folders.pages());
            ours.put("RUN_PAGES_FOLDER", folders.pages().toString());
        }
        ours.put("STORES", String.join(",", options.stores()));
        options.recordFormat().ifPresent(format -> ours.put("RECORD_FORMAT", format));
        return ours;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private Set<ServerKind> servers() {
        Set<ServerKind> servers = EnumSet.complementOf(EnumSet.of(ServerKind.RANDOM_USER_API));
        if (!options.stores().contains(ServerKind.MYSQL.title())) {
            servers.remove(ServerKind.MYSQL);
        }
        if (!options.airflow()) {
            servers.removeAll(ServerKind.AIRFLOW);
        }
        if (!options.stream()) {
            servers.remove(ServerKind.STREAM);
        }
        if (!options.stream() || !options.metrics()) {
            servers.remove(ServerKind.METRICS_EXPORTER);
        }
        return servers;
    }

    /** The one time that it is shown. */
    private void sayPassword(Path data) {
        progress.say(
                "the password of %s in Airflow's UI: %s".formatted(AirflowClient.USER, AirflowClient.password(data)));
    }

    private RunSummary throughAirflow(Stack stack, RunFolders folders, UserServer users) {
        AirflowDag dag = AirflowClient.of(stack).dag(AirflowPipeline.DAG_ID);
        try (AirflowPipeline pipeline = new AirflowPipeline(dag, started, folders.airflowLogs(), progress)) {
            String runId = options.runId().value();
            RunSummary summary = summary(pipeline.run(runId, new RunConf(options, users.users())));
            Report report = report(summary, stack, folders.airflowLogs());
            pipeline.note(runId, report.note());
            ended(summary, report);
            return summary;
        }
    }

    private RunSummary alone(Stack stack, RunFolders folders, UserServer users, Map<String, String> ours)
            throws InterruptedException {
        create(folders.logs());
        TaskInvocations invocations = new TaskInvocations(options, checkout, stack, users.users(), ours);
        RunSummary summary = summary(new Pipeline(invocations, folders.logs(), progress).run());
        ended(summary, report(summary, stack, folders.logs()));
        return summary;
    }

    private RunSummary summary(RunEnd end) {
        return new RunSummary(options.runId().value(), options.stores(), end, elapsed());
    }

    private Report report(RunSummary summary, Stack stack, Path logs) {
        return new Report(summary, new Places(stack, logs).lines(options.stay()));
    }

    private void ended(RunSummary summary, Report report) {
        err.print(report.text());
        if (options.stay()) {
            stay(summary);
        }
    }

    /** Until a signal, which is the way to end it and so no failure. */
    private void stay(RunSummary summary) {
        progress.say("the servers stay up: Ctrl-C stops them");
        print(summary);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            err.flush();
        }
    }

    private void print(RunSummary summary) {
        err.flush();
        out.println(summary.toSummary());
        out.flush();
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackException("The run's folders can't be made: " + e.getMessage(), e);
        }
    }
}
