package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.model.runs.RunManifest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of a run, gathered from what its tasks said of themselves.
 *
 * @param runId null where the flags were too bad to tell
 * @param end how it ended
 * @param elapsed from the command's start
 */
record RunSummary(String runId, RunEnd end, Duration elapsed) {

    int exitStatus() {
        return end.exitStatus();
    }

    boolean succeeded() {
        return exitStatus() == ExitStatus.DONE.code();
    }

    /** The JSON object that stands last on stdout; null for what is not known. */
    Summary toSummary() {
        return new Summary()
                .with("run_id", runId)
                .with("state", succeeded() ? "success" : "failed")
                .with("fetched", published("fetched"))
                .with("published", published("published"))
                .with("rejected", published("rejected"))
                .with("stored_cassandra", end.said(TaskName.AUDIT_RUN, "stored_cassandra"))
                .with("stored_postgres", end.said(TaskName.AUDIT_RUN, "stored_postgres"))
                .with("dead_lettered", end.said(TaskName.AUDIT_RUN, "dead_lettered"))
                .with("missing", end.said(TaskName.AUDIT_RUN, "missing"))
                .with("stored_by", end.said(TaskName.STORE_USERS, "stored_by"))
                .with("latency_millis", latencies())
                .with("seconds", elapsed.toMillis() / 1_000.0)
                .with("dag_run_state", end.dagRunState().orElse(null));
    }

    /** From publishing to storing, by store: percentiles, or null where nobody has said. */
    private Map<String, JsonElement> latencies() {
        Map<String, JsonElement> latencies = new LinkedHashMap<>();
        RunManifest.DEFAULT_STORES.forEach(store -> latencies.put(store, latency(store)));
        return latencies;
    }

    /** From the job that stored it, which knows most; where it was killed, from the audit. */
    private JsonElement latency(String store) {
        return Stream.of(TaskName.STORE_USERS, TaskName.AUDIT_RUN)
                .map(task -> end.said(task, store))
                .filter(JsonElement::isJsonObject)
                .map(figures -> figures.getAsJsonObject().get("latency_millis"))
                .filter(latency -> latency != null && latency.isJsonObject())
                .findFirst()
                .orElse(JsonNull.INSTANCE);
    }

    /** From publish itself; where it was killed, from what close-run found of it. */
    private JsonElement published(String key) {
        JsonElement itself = end.said(TaskName.PUBLISH_USERS, key);
        return itself.isJsonNull() ? end.said(TaskName.CLOSE_RUN, key) : itself;
    }
}
