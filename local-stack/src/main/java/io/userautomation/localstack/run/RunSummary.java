package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.userautomation.contract.task.ExitStatus;
import io.userautomation.contract.task.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run, gathered from what its tasks said of themselves.
 *
 * @param runId null where the flags were too bad to tell
 * @param exitStatus the pipeline's
 * @param tasks those that ended, in that order
 * @param elapsed from the command's start
 */
record RunSummary(String runId, int exitStatus, List<TaskResult> tasks, Duration elapsed) {

    RunSummary {
        tasks = List.copyOf(tasks);
    }

    boolean succeeded() {
        return exitStatus == ExitStatus.DONE.code();
    }

    Optional<TaskResult> firstFailure() {
        return tasks.stream().filter(task -> !task.succeeded()).findFirst();
    }

    /** The JSON object that stands last on stdout; null for what is not known. */
    Summary toSummary() {
        return new Summary()
                .with("run_id", runId)
                .with("state", succeeded() ? "success" : "failed")
                .with("fetched", published("fetched"))
                .with("published", published("published"))
                .with("rejected", published("rejected"))
                .with("stored_cassandra", of(TaskName.AUDIT_RUN, "stored_cassandra"))
                .with("stored_postgres", of(TaskName.AUDIT_RUN, "stored_postgres"))
                .with("dead_lettered", of(TaskName.AUDIT_RUN, "dead_lettered"))
                .with("missing", of(TaskName.AUDIT_RUN, "missing"))
                .with("seconds", elapsed.toMillis() / 1_000.0);
    }

    /** From publish itself; where it was killed, from what close-run found of it. */
    private JsonElement published(String key) {
        JsonElement itself = of(TaskName.PUBLISH_USERS, key);
        return itself.isJsonNull() ? of(TaskName.CLOSE_RUN, key) : itself;
    }

    /** What a task's own summary says under a key, or JSON's null. */
    JsonElement of(TaskName task, String key) {
        JsonElement found = tasks.stream()
                .filter(result -> result.name() == task)
                .findFirst()
                .map(TaskResult::summary)
                .orElseGet(JsonObject::new)
                .get(key);
        return found == null ? JsonNull.INSTANCE : found;
    }
}
