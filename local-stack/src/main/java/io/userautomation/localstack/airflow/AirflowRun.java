package io.userautomation.localstack.airflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;

/** One run of a DAG, and its tasks. */
public final class AirflowRun {

    private final AirflowHttp http;
    private final String dag;
    private final String runId;
    private final String path;

    AirflowRun(AirflowHttp http, String dag, String runId) {
        this.http = http;
        this.dag = dag;
        this.runId = runId;
        this.path = dag + "/dagRuns/" + Json.encoded(runId);
    }

    public String runId() {
        return runId;
    }

    /** How it stands now. */
    public DagRun read() {
        return DagRun.of(http.get(path).getAsJsonObject());
    }

    /** Marks it: {@code success}, {@code failed} (which ends its tasks), or {@code queued}. */
    public void mark(String state) {
        http.send("PATCH", path, Json.object("state", state));
    }

    /** Writes a note on it, up to 1,000 characters. */
    public void note(String text) {
        http.send("PATCH", path, Json.object("note", text));
    }

    /** Clears all its tasks, so that it runs again from the start with the same parameters. */
    public void clear() {
        http.send("POST", path + "/clear", Json.object("dry_run", false));
    }

    /** Clears these tasks alone, not those that come after them. */
    public void clear(String... taskIds) {
        JsonArray ids = new JsonArray();
        List.of(taskIds).forEach(ids::add);
        JsonObject body = Json.object("dag_run_id", runId);
        body.addProperty("dry_run", false);
        body.addProperty("only_failed", false);
        body.add("task_ids", ids);
        http.send("POST", dag + "/clearTaskInstances", body);
    }

    /** Its tasks, in no order. */
    public List<TaskInstance> tasks() {
        return Json.objects(http.get(path + "/taskInstances"), "task_instances").stream()
                .map(TaskInstance::of)
                .toList();
    }

    public TaskInstance task(String taskId) {
        return TaskInstance.of(http.get(path(taskId)).getAsJsonObject());
    }

    /** Marks a task: {@code success}, {@code failed} or {@code skipped}, which ends its process. */
    public void mark(String taskId, String state) {
        http.send("PATCH", path(taskId), Json.object("new_state", state));
    }

    /** What a task returned, as JSON; empty where it has returned nothing. */
    public Optional<JsonElement> xcom(String taskId) {
        try {
            JsonElement entry = http.get(path(taskId) + "/xcomEntries/return_value");
            return Optional.of(entry.getAsJsonObject().get("value"));
        } catch (AirflowException e) {
            if (e.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The lines that a try of a task, and Airflow about it, have written so far.
     *
     * @param tryNumber 1 for the first
     */
    public List<String> log(String taskId, int tryNumber) {
        return TaskLog.lines(http.get(path(taskId) + "/logs/" + tryNumber + "?full_content=true"));
    }

    private String path(String taskId) {
        return path + "/taskInstances/" + Json.encoded(taskId);
    }
}
