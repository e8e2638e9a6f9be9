package io.userautomation.localstack.run;

import com.google.gson.JsonObject;
import io.userautomation.commandline.Summary;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.InheritedVariables;
import io.userautomation.localstack.process.Launcher;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.process.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A task's process: stderr goes to its log, stdout to a file beside it. */
final class RunningTask {

    private static final int LAST_LINES = 10;

    private final TaskName name;
    private final Process process;
    private final LogFile log;
    private final Path output;
    private final long startedNanos = System.nanoTime();

    private RunningTask(TaskName name, Process process, LogFile log, Path output) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.output = output;
    }

    /** @param logs folder for {@code <task>.log} and {@code <task>.out} */
    static RunningTask start(TaskName name, Invocation invocation, Path logs) {
        LogFile log = LogFile.fromNow(logs.resolve(name.label() + ".log"));
        Path output = logs.resolve(name.label() + ".out");
        ProcessBuilder builder = new ProcessBuilder(invocation.words())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        InheritedVariables.retainThisMachines(builder.environment());
        builder.environment().putAll(invocation.environment());
        return new RunningTask(name, Launcher.start(builder, "TERM"), log, output);
    }

    TaskName name() {
        return name;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** What it said last. */
    List<String> lastLines() {
        return log.lastLines(LAST_LINES).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Waits for its end, at most for {@code patience}. */
    Optional<TaskResult> result(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        return Optional.of(new TaskResult(name, process.exitValue(), summary(), lastLines(), log.path(), elapsed()));
    }

    /** Ends it and all that it started: a signal, a wait of at most {@code timeout}, then SIGKILL. */
    void stop(Duration timeout) {
        if (process.isAlive()) {
            ProcessEnd.stop(process.toHandle(), "TERM", timeout);
        }
    }

    private JsonObject summary() {
        try {
            return Summary.last(Files.readAllLines(output)).orElseGet(JsonObject::new);
        } catch (IOException e) {
            throw new StackException("%s can't be read: %s".formatted(output, e.getMessage()), e);
        }
    }
}
