package io.userautomation.localstack;

import io.userautomation.localstack.process.FirstCompiler;
import io.userautomation.localstack.process.ProcessEnd;
import io.userautomation.localstack.process.Signals;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A task that runs as a process of its own, as Airflow or a person would run it. */
public final class TaskProcess implements AutoCloseable {
    private static final int LINES_SHOWN = 40;

    private final Process process;
    private final OutputLines stdout;
    private final OutputLines stderr;

    TaskProcess(Process process) {
        this.process = process;
        this.stdout = OutputLines.of(process.getInputStream());
        this.stderr = OutputLines.of(process.getErrorStream());
    }

    /** A jar, run by the Java that runs this. */
    public static TaskCommand jar(Path jar) {
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is not there: build it with ./mvnw package -DskipTests");
        }
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(FirstCompiler.options());
        return new TaskCommand(java, List.of("-jar", jar.toAbsolutePath().toString()));
    }

    /** Any program with its arguments. */
    public static TaskCommand command(String... words) {
        return new TaskCommand(List.of(words), List.of());
    }

    /**
     * Waits for its end.
     *
     * @throws AssertionError with what it wrote last, if it is still running after {@code patience}; it is killed then
     */
    public Finished await(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("still running after %s%nstdout:%n%s%nstderr:%n%s"
                        .formatted(patience, stdout.last(LINES_SHOWN), stderr.last(LINES_SHOWN)));
            }
            return new Finished(process.exitValue(), stdout.all(), String.join("\n", stderr.all()));
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for process " + pid(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** The lines on stdout so far. */
    public List<String> stdout() {
        return stdout.soFar();
    }

    /** The lines on stderr so far. */
    public List<String> stderr() {
        return stderr.soFar();
    }

    /** What the process reads from its stdin. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** Sends SIGTERM, as Airflow does when a task is stopped; does not wait. */
    public void terminate() {
        signal("TERM");
    }

    /** Sends it a signal, as in {@code INT}; does not wait. */
    public void signal(String name) {
        Signals.send(name, pid());
    }

    /** SIGKILL for it and what it started; it is gone when this returns. */
    public void kill() {
        ProcessEnd.kill(process.toHandle());
    }

    /** Kills it, if it still runs. */
    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }
}
