package io.userautomation.localstack.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Runs the tasks in the order of {@link TaskGraph}, which is the DAG's. */
final class Pipeline {

    private static final Duration POLL = Duration.ofMillis(50);

    /** The jars end within 4 s of a SIGTERM. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Function<TaskName, Invocation> invocations;
    private final Path logs;
    private final Progress progress;
    private final Duration stopTimeout;
    private final TaskGraph graph = TaskGraph.read();
    private final Set<TaskName> started = EnumSet.noneOf(TaskName.class);
    private final Map<TaskName, TaskResult> results = new LinkedHashMap<>();
    private final List<RunningTask> running = new ArrayList<>();

    /** Runs what {@code invocations} says, with the logs in a folder that is there. */
    Pipeline(Function<TaskName, Invocation> invocations, Path logs, Progress progress) {
        this(invocations, logs, progress, STOP_TIMEOUT);
    }

    /** @param stopTimeout what a task gets to end by itself when this is interrupted */
    Pipeline(Function<TaskName, Invocation> invocations, Path logs, Progress progress, Duration stopTimeout) {
        this.invocations = invocations;
        this.logs = logs;
        this.progress = progress;
        this.stopTimeout = stopTimeout;
    }

    /**
     * Runs all tasks whose predecessors allow it.
     *
     * @return how it ended; a task that is not told of was not started
     * @throws InterruptedException when this thread was interrupted; every task has ended then too
     */
    RunEnd run() throws InterruptedException {
        try {
            startWhatIsReady();
            while (!running.isEmpty()) {
                progress.running(running);
                for (RunningTask task : List.copyOf(running)) {
                    Optional<TaskResult> result = task.result(POLL);
                    if (result.isPresent()) {
                        running.remove(task);
                        ended(result.get());
                    }
                }
            }
            return RunEnd.of(List.copyOf(results.values()));
        } finally {
            running.parallelStream().forEach(task -> task.stop(stopTimeout));
        }
    }

    private void ended(TaskResult result) {
        results.put(result.name(), result);
        progress.ended(result);
        startWhatIsReady();
    }

    private void startWhatIsReady() {
        graph.ready(started, results).forEach(this::start);
    }

    private void start(TaskName name) {
        started.add(name);
        running.add(RunningTask.start(name, invocations.apply(name), logs));
        progress.started(name);
    }
}
