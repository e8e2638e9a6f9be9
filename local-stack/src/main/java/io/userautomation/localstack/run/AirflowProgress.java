package io.userautomation.localstack.run;

import io.userautomation.localstack.airflow.TaskInstance;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells a person what Airflow's tasks do: a line per change of a task's state. */
final class AirflowProgress {

    /** Airflow passes through these by itself, within a second. */
    private static final Set<String> UNSAID = Set.of("none", "scheduled");

    private final AirflowTasks tasks;
    private final Progress progress;
    private final Map<String, String> said = new HashMap<>();

    AirflowProgress(AirflowTasks tasks, Progress progress) {
        this.tasks = tasks;
        this.progress = progress;
    }

    /** Called again and again with how the tasks stand. */
    void now(List<TaskInstance> instances) {
        instances.stream()
                .sorted(Comparator.comparing(task -> task.start().orElse(Instant.MAX)))
                .filter(task -> !UNSAID.contains(task.state()))
                .filter(task -> !key(task).equals(said.put(task.taskId(), key(task))))
                .forEach(this::say);
    }

    private static String key(TaskInstance task) {
        return task.state() + task.tryNumber();
    }

    private void say(TaskInstance task) {
        switch (task.state()) {
            case "success" ->
                progress.say("%s success after %s".formatted(task.taskId(), Report.seconds(task.elapsed())));
            case "up_for_retry" ->
                progress.say("%s up_for_retry (try %s failed: %s)"
                        .formatted(
                                task.taskId(),
                                task.tryNumber(),
                                tasks.result(task).sentence()));
            case "failed" -> {
                TaskResult result = tasks.result(task);
                progress.say("%s FAILED with status %s: %s"
                        .formatted(task.taskId(), result.exitStatus(), result.sentence()));
                progress.say("  its log: " + result.log());
            }
            default -> progress.say(task.taskId() + " " + task.state() + again(task));
        }
    }

    private static String again(TaskInstance task) {
        return task.tryNumber() > 1 ? " (try " + task.tryNumber() + ")" : "";
    }
}
