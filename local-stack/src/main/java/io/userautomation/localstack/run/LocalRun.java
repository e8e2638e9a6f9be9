package io.userautomation.localstack.run;

import io.userautomation.contract.task.ExitStatus;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The servers up, one run of the pipeline, the servers down. */
final class LocalRun {

    private static final Set<ServerKind> SERVERS = EnumSet.complementOf(EnumSet.of(
            ServerKind.RANDOM_USER_API,
            ServerKind.AIRFLOW_API_SERVER,
            ServerKind.AIRFLOW_SCHEDULER,
            ServerKind.AIRFLOW_DAG_PROCESSOR));

    private final RunOptions options;
    private final Checkout checkout;
    private final PrintStream out;
    private final PrintStream err;
    private final Progress progress;
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
        Ports ports = options.freePorts() ? Ports.free() : Ports.standard();
        RunSummary summary;
        try (UserServer users = UserServer.start(options, ports)) {
            progress.say("starting the servers, data in " + folders.data());
            try (Stack stack = Stack.start(folders.data(), ports, SERVERS)) {
                progress.say("all servers answer");
                createFolders(folders);
                TaskInvocations invocations = new TaskInvocations(options, checkout, folders, stack, users);
                summary = summary(new Pipeline(invocations, folders.logs(), progress).run());
                Places places = new Places(invocations.environment(), ports, folders);
                err.print(new Report(summary, places.lines(options.stay())).text());
                if (options.stay()) {
                    stay(summary);
                    return summary.exitStatus();
                }
                progress.say("stopping the servers");
            }
        }
        print(summary);
        return summary.exitStatus();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private RunSummary summary(List<TaskResult> results) {
        int status = results.stream()
                .filter(result -> !result.succeeded())
                .findFirst()
                .map(TaskResult::pipelineStatus)
                .orElse(ExitStatus.DONE.code());
        return new RunSummary(options.runId().value(), status, results, elapsed());
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

    private static void createFolders(RunFolders folders) {
        try {
            Files.createDirectories(folders.logs());
            Files.createDirectories(folders.checkpoints());
        } catch (IOException e) {
            throw new StackException("The run's folders can't be made: " + e.getMessage(), e);
        }
    }
}
