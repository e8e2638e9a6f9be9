package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of a run, gathered from what its tasks said of themselves.
 *
 * @param runId null where the flags were too bad to tell
 * @param stores where its users were to go
 * @param end how it ended
 * @param elapsed from the command's start
 */
record RunSummary(String runId, List<String> stores, RunEnd end, Duration elapsed) {

    int exitStatus() {
        return end.exitStatus();
    }

    boolean succeeded() {
        return exitStatus() == ExitStatus.DONE.code();
    }

    /** The JSON object that stands last on stdout; null for what is not known. */
    Summary toSummary() {
        Summary summary = new Summary()
                .with("run_id", runId)
                .with("state", succeeded() ? "success" : "failed")
                .with("fetched", published("fetched"))
                .with("published", published("published"))
                .with("rejected", published("rejected"));
        stores.forEach(store -> summary.with("stored_" + store, end.said(TaskName.AUDIT_RUN, "stored_" + store)));
        return summary.with("dead_lettered", end.said(TaskName.AUDIT_RUN, "dead_lettered"))
                .with("missing", end.said(TaskName.AUDIT_RUN, "missing"))
                .with("stored_by", end.said(TaskName.STORE_USERS, "stored_by"))
                .with("latency_millis", latencies())
                .with("seconds", elapsed.toMillis() / 1_000.0)
                .with("dag_run_state", end.dagRunState().orElse(null));
    }

    /** From publishing to storing, by store: percentiles, or null where nobody has said. */
    private Map<String, JsonElement> latencies() {
        Map<String, JsonElement> latencies = new LinkedHashMap<>();
        stores.forEach(store -> latencies.put(store, latency(store)));
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
