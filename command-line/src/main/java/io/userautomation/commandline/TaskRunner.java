package io.userautomation.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.userautomation.commandline.settings.Hint;
import io.userautomation.commandline.settings.InvalidSettingsException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task and turns however it ends into an exit status, one sentence on stderr and one JSON line on stdout.
 *
 * <p>The summary begins with {@code task}, {@code status} ({@code done}, {@code failed}, {@code bad_settings},
 * {@code not_proven}, {@code interrupted}) and ends with {@code seconds}; {@code error} holds the sentence of a task
 * that did not end well. That holds for errors of the JVM in any thread, too.
 */
public final class TaskRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    /** A task that does not react to its interruption is ended this long after the signal. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int RESERVE_BYTES = 512 * 1024;

    private static final String INTERRUPTED_SENTENCE = "interrupted by a signal; run it again to complete the work";

    private final PrintStream out;
    private final PrintStream err;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** Let go of when there is no memory left to say so with. */
    @SuppressWarnings("UnusedVariable") // its memory is what it is for
    private volatile byte[] reserve = new byte[RESERVE_BYTES];

    public TaskRunner(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A runner on the process' own streams, with SIGTERM and SIGINT interrupting the task. */
    public static ExitStatus runInProcess(String name, Task task) {
        TaskRunner runner = new TaskRunner(System.out, System.err);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> runner.uncaught(name, thread, e));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> runner.exited(name), "last-word"));
        return runner.run(name, () -> {
            Signals.interrupt(Thread.currentThread(), runner::noteSignal, () -> runner.giveUp(name));
            return task.run();
        });
    }

    /** From now on the task ends as interrupted, unless it says that it knows of its signal. */
    void noteSignal() {
        signalled.set(true);
    }

    /** Runs the task on this thread. */
    public ExitStatus run(String name, Task task) {
        Instant start = Instant.now();
        Outcome outcome = outcome(task);
        if (ended.getAndSet(true)) {
            return ExitStatus.INTERRUPTED;
        }
        print(name, outcome, start);
        return outcome.status;
    }

    private Outcome outcome(Task task) {
        try {
            return new Outcome(ExitStatus.DONE, null, task.run());
        } catch (InvalidSettingsException e) {
            return new Outcome(ExitStatus.BAD_SETTINGS, e.getMessage(), new Summary());
        } catch (TaskException e) {
            LOG.debug("task ended early", e);
            Optional<Error> error = JvmErrors.in(e);
            if (error.isPresent()) {
                return new Outcome(ExitStatus.FAILED, e.getMessage() + ": " + said(error.get()), e.summary());
            }
            if (signalled.get() && !e.knowsOfSignal()) {
                return new Outcome(ExitStatus.INTERRUPTED, INTERRUPTED_SENTENCE, e.summary());
            }
            return new Outcome(e.status(), e.getMessage(), e.summary());
        } catch (InterruptedException e) {
            return new Outcome(ExitStatus.INTERRUPTED, INTERRUPTED_SENTENCE, new Summary());
        } catch (InvalidPathException e) {
            String sentence = "'%s' names no file%s".formatted(e.getInput(), Hint.aboutLetters(e.getInput()));
            return new Outcome(ExitStatus.BAD_SETTINGS, sentence, new Summary());
        } catch (Exception e) {
            Optional<Error> error = JvmErrors.in(e);
            if (error.isPresent()) {
                return new Outcome(ExitStatus.FAILED, said(error.get()), new Summary());
            }
            if (signalled.get()) {
                LOG.debug("interrupted", e);
                return new Outcome(ExitStatus.INTERRUPTED, INTERRUPTED_SENTENCE, new Summary());
            }
            LOG.error("unexpected failure", e);
            String sentence = Optional.ofNullable(e.getMessage()).orElse("no message");
            return new Outcome(ExitStatus.FAILED, e.getClass().getSimpleName() + ": " + sentence, new Summary());
        } catch (Error e) {
            return new Outcome(ExitStatus.FAILED, said(e), new Summary());
        }
    }

    /** The sentence of an error, its trace in the log where that says more. */
    private String said(Error error) {
        reserve = null;
        if (!JvmErrors.saysEnough(error)) {
            LOG.error("unexpected error", error);
        }
        return JvmErrors.sentence(error);
    }

    /** An error ends the process at once, whatever its threads are waiting for; an exception ended its thread alone. */
    private void uncaught(String name, Thread thread, Throwable failure) {
        Optional<Error> error = JvmErrors.in(failure);
        if (error.isEmpty()) {
            LOG.error("A thread ended thread={}", thread.getName(), failure);
            return;
        }
        if (ended.getAndSet(true)) {
            return;
        }
        try {
            String sentence = "%s (thread %s)".formatted(said(error.get()), thread.getName());
            print(name, new Outcome(ExitStatus.FAILED, sentence, new Summary()), Instant.now());
        } finally {
            Runtime.getRuntime().halt(ExitStatus.FAILED.code());
        }
    }

    /** The last word of a task that did not react to its signal. */
    private void giveUp(String name) {
        if (!ended.getAndSet(true)) {
            String sentence = "interrupted by a signal; ended without waiting any longer for the task";
            print(name, new Outcome(ExitStatus.INTERRUPTED, sentence, new Summary()), Instant.now());
        }
    }

    /** The last word of a process that ends before its task has: a library called System.exit, or SIGHUP came. */
    void exited(String name) {
        if (!ended.getAndSet(true)) {
            String sentence = "the process was ended before its task: see the lines above for who ended it";
            print(name, new Outcome(ExitStatus.FAILED, sentence, new Summary()), Instant.now());
        }
    }

    private void print(String name, Outcome outcome, Instant start) {
        Summary summary = new Summary()
                .with("task", name)
                .with("status", outcome.status.name().toLowerCase(Locale.ROOT))
                .with(outcome.summary);
        if (outcome.sentence != null) {
            summary.with("error", outcome.sentence);
            err.println(name + ": " + outcome.sentence);
        }
        summary.with("seconds", Duration.between(start, Instant.now()).toMillis() / 1000.0);
        err.flush();
        // At once, so that the JVM's own lines (-Xlog) come before it or behind it; and JSON is UTF-8 whatever the
        // locale.
        byte[] line = (summary + System.lineSeparator()).getBytes(UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    private record Outcome(ExitStatus status, String sentence, Summary summary) {}
}
