package io.userautomation.localstack.airflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One DAG of a server. */
public final class AirflowDag {

    private static final long POLL_MILLIS = 500;

    private final AirflowClient client;
    private final String dagId;
    private final String path;

    AirflowDag(AirflowClient client, String dagId) {
        this.client = client;
        this.dagId = dagId;
        this.path = "/api/v2/dags/" + Json.encoded(dagId);
    }

    /**
     * Waits until Airflow has read the DAG, which then can be triggered.
     *
     * @throws AirflowException with what Python says where its file can't be imported
     */
    public void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Reading reading = reading();
        while (reading != Reading.DONE) {
            List<String> errors = client.importErrors();
            boolean late = System.nanoTime() > end;
            // Of a DAG that Airflow knows, the error may be an earlier start's, with a file that is mended since.
            if (!errors.isEmpty() && (late || reading == Reading.NONE)) {
                throw new AirflowException("Airflow can't read its DAG files:\n" + String.join("\n", errors));
            }
            if (late) {
                throw new AirflowException(
                        "Airflow does not know the DAG %s after %d s: the dag-processor's log may say why"
                                .formatted(dagId, patience.toSeconds()));
            }
            AirflowHttp.sleep(POLL_MILLIS);
            reading = reading();
        }
    }

    private Reading reading() {
        try {
            JsonObject about = client.http().get(path).getAsJsonObject();
            return about.get("has_import_errors").getAsBoolean() ? Reading.FAILED : Reading.DONE;
        } catch (AirflowException e) {
            if (e.status() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return Reading.NONE;
        }
    }

    private enum Reading {
        NONE,
        FAILED,
        DONE
    }

    /** Pauses it, so that no task of it is started, or lets it go on. */
    public void setPaused(boolean paused) {
        client.http().send("PATCH", path, Json.object("is_paused", paused));
    }

    /** Triggers a run whose id Airflow chooses, without a logical date. */
    public AirflowRun trigger(JsonObject conf) {
        return triggered(new JsonObject(), conf);
    }

    /**
     * Triggers a run, without a logical date.
     *
     * @throws AirflowException with status 409 where there is a run of this id, 400 where a parameter is refused
     */
    public AirflowRun trigger(String runId, JsonObject conf) {
        return triggered(Json.object("dag_run_id", runId), conf);
    }

    private AirflowRun triggered(JsonObject body, JsonObject conf) {
        // The key must be there, null or not.
        body.add("logical_date", JsonNull.INSTANCE);
        body.add("conf", conf);
        JsonElement run = client.http().send("POST", path + "/dagRuns", body);
        return run(DagRun.of(run.getAsJsonObject()).runId());
    }

    /** A run of this DAG, whether or not there is one of this id. */
    public AirflowRun run(String runId) {
        return new AirflowRun(client.http(), path, runId);
    }

    /** The newest 100, the newest first. */
    public List<DagRun> runs() {
        JsonElement page = client.http().get(path + "/dagRuns?limit=100&order_by=-run_after");
        return Json.objects(page, "dag_runs").stream().map(DagRun::of).toList();
    }

    /**
     * Starts a backfill of the days from {@code from} to {@code to}, both included, one run after another.
     *
     * @param reprocess which of the runs that are there already run again: none, failed or completed
     * @param conf the parameters of every run
     * @return its number, for {@link #backfill(int)}
     */
    public int startBackfill(Instant from, Instant to, String reprocess, JsonObject conf) {
        JsonObject body = Json.object("dag_id", dagId);
        body.addProperty("from_date", from.toString());
        body.addProperty("to_date", to.toString());
        body.addProperty("reprocess_behavior", reprocess);
        body.addProperty("max_active_runs", 1);
        body.add("dag_run_conf", conf);
        JsonElement started = client.http().send("POST", "/api/v2/backfills", body);
        return started.getAsJsonObject().get("id").getAsInt();
    }

    /** A backfill as Airflow describes it; {@code completed_at} is null until it is over. */
    public JsonObject backfill(int number) {
        return client.http().get("/api/v2/backfills/" + number).getAsJsonObject();
    }
}
