package io.userautomation.localstack.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a person sees while a run works: a line when a task starts or ends, and every few seconds what each said last. */
final class Progress {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream err;
    private final long startNanos = System.nanoTime();
    private long nextNanos;

    Progress(PrintStream err) {
        this.err = err;
    }

    void say(String what) {
        err.printf(Locale.ROOT, "[%4d s] %s%n", (System.nanoTime() - startNanos) / 1_000_000_000L, what);
        err.flush();
    }

    void started(TaskName name) {
        say(name.label() + " started");
        nextNanos = System.nanoTime() + INTERVAL.toNanos();
    }

    void ended(TaskResult result) {
        String how = result.succeeded() ? "done" : "FAILED with status " + result.exitStatus();
        say("%s %s after %s".formatted(result.name().label(), how, Report.seconds(result.elapsed())));
        if (!result.succeeded()) {
            say("  " + result.sentence());
            say("  its log: " + result.log());
        }
    }

    /** Called again and again; says something when it is time to. */
    void running(List<RunningTask> tasks) {
        if (System.nanoTime() < nextNanos) {
            return;
        }
        nextNanos = System.nanoTime() + INTERVAL.toNanos();
        for (RunningTask task : tasks) {
            say("%s: %s"
                    .formatted(
                            task.name().label(), LastWords.of(task.lastLines()).orElse("working")));
        }
    }
}
