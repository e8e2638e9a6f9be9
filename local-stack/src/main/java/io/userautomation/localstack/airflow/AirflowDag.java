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

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final AirflowClient client;
    private final String dagId;
    private final String path;
    private final Duration pollInterval;

    AirflowDag(AirflowClient client, String dagId) {
        this(client, dagId, POLL_INTERVAL);
    }

    AirflowDag(AirflowClient client, String dagId, Duration pollInterval) {
        this.client = client;
        this.pollInterval = pollInterval;
        this.dagId = dagId;
        this.path = "/api/v2/dags/" + Json.encoded(dagId);
    }

    /** {@link #await(Duration, Instant)} where Airflow is new, and has read nothing at an earlier start. */
    public void await(Duration patience) {
        await(patience, Instant.EPOCH);
    }

    /**
     * Waits until Airflow has read the DAG, which then can be triggered.
     *
     * @param since what it has read before is another start's: its file may have changed, its next day be past
     * @throws AirflowException with what Python says where its file can't be imported
     */
    public void await(Duration patience, Instant since) {
        long end = System.nanoTime() + patience.toNanos();
        Reading reading = reading(since);
        while (reading != Reading.DONE) {
            List<String> errors = client.importErrors();
            boolean late = System.nanoTime() > end;
            // Of a DAG that Airflow knows, the error may be an earlier start's, with a file that is mended since.
            if (!errors.isEmpty() && (late || reading == Reading.NONE)) {
                throw new AirflowException("Airflow can't read its DAG files:\n" + String.join("\n", errors));
            }
            if (late) {
                throw new AirflowException(
                        "Airflow has not read the DAG %s after %s s: the dag-processor's log may say why"
                                .formatted(dagId, patience.toSeconds()));
            }
            AirflowHttp.sleep(pollInterval.toMillis());
            reading = reading(since);
        }
    }

    private Reading reading(Instant since) {
        try {
            JsonObject about = client.http().get(path).getAsJsonObject();
            boolean old =
                    Json.instant(about, "last_parsed_time").orElse(Instant.MIN).isBefore(since);
            return old || about.get("has_import_errors").getAsBoolean() ? Reading.OLD : Reading.DONE;
        } catch (AirflowException e) {
            if (e.status() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return Reading.NONE;
        }
    }

    private enum Reading {
        NONE,
        OLD,
        DONE
    }

    /** Pauses it, so that no task of it is started, or lets it go on. */
    public void setPaused(boolean paused) {
        client.http().send("PATCH", path, Json.object("is_paused", paused));
    }

    /**
     * Triggers a run, without a logical date.
     *
     * @throws AirflowException with status 409 where there is a run of this id, 400 where a parameter is refused
     */
    public AirflowRun trigger(String runId, JsonObject conf) {
        JsonObject body = Json.object("dag_run_id", runId);
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
        return runs("");
    }

    /** Those that are queued or running, at most 100 of them. */
    public List<DagRun> unfinishedRuns() {
        return runs("&state=queued&state=running");
    }

    private List<DagRun> runs(String filter) {
        JsonElement page = client.http().get(path + "/dagRuns?limit=100&order_by=-run_after" + filter);
        return Json.objects(page, "dag_runs").stream().map(DagRun::of).toList();
    }

    /**
     * Starts a backfill of the days from {@code from} to {@code to}, both included, one run after another.
     *
     * @param reprocess which of the runs that are there already run again: none, failed or completed
     * @param conf the parameters of every run
     */
    public void startBackfill(Instant from, Instant to, String reprocess, JsonObject conf) {
        JsonObject body = Json.object("dag_id", dagId);
        body.addProperty("from_date", from.toString());
        body.addProperty("to_date", to.toString());
        body.addProperty("reprocess_behavior", reprocess);
        body.addProperty("max_active_runs", 1);
        body.add("dag_run_conf", conf);
        client.http().send("POST", "/api/v2/backfills", body);
    }
}
