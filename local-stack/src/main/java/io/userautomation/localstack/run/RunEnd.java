package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.userautomation.commandline.ExitStatus;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param exitStatus the pipeline's
 * @param tasks those that ended, in that order
 * @param dagRunState what Airflow calls it: success or failed; empty where the run had no Airflow
 */
record RunEnd(int exitStatus, List<TaskResult> tasks, Optional<String> dagRunState) {

    RunEnd {
        tasks = List.copyOf(tasks);
    }

    /** Without Airflow: as its first failed task ended. */
    static RunEnd of(List<TaskResult> tasks) {
        return new RunEnd(statusOfFirstFailure(tasks).orElse(ExitStatus.DONE.code()), tasks, Optional.empty());
    }

    /** Airflow decides whether it failed, the first failed task how. */
    static RunEnd of(List<TaskResult> tasks, String dagRunState) {
        int status = "success".equals(dagRunState)
                ? ExitStatus.DONE.code()
                : statusOfFirstFailure(tasks).orElse(ExitStatus.FAILED.code());
        return new RunEnd(status, tasks, Optional.of(dagRunState));
    }

    private static Optional<Integer> statusOfFirstFailure(List<TaskResult> tasks) {
        return firstFailure(tasks).map(TaskResult::pipelineStatus);
    }

    private static Optional<TaskResult> firstFailure(List<TaskResult> tasks) {
        return tasks.stream().filter(task -> !task.succeeded()).findFirst();
    }

    boolean succeeded() {
        return exitStatus == ExitStatus.DONE.code();
    }

    Optional<TaskResult> firstFailure() {
        return firstFailure(tasks);
    }

    /** What a task's own summary says under a key, or JSON's null. */
    JsonElement said(TaskName task, String key) {
        JsonElement found = tasks.stream()
                .filter(result -> result.name() == task)
                .findFirst()
                .map(TaskResult::summary)
                .orElseGet(JsonObject::new)
                .get(key);
        return found == null ? JsonNull.INSTANCE : found;
    }
}
