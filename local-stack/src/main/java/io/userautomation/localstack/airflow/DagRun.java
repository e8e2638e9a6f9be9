package io.userautomation.localstack.airflow;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A run of a DAG.
 *
 * @param runId as in {@code manual__2026-11-21T00:00:00+00:00}
 * @param state queued, running, success or failed
 * @param type manual, scheduled, backfill or asset_triggered
 * @param conf the parameters that it was triggered with
 * @param logicalDate empty for a run triggered without one
 * @param start empty while it is queued
 * @param end empty until it has ended
 * @param note what somebody wrote on it
 */
public record DagRun(
        String runId,
        String state,
        String type,
        JsonObject conf,
        Optional<Instant> logicalDate,
        Optional<Instant> start,
        Optional<Instant> end,
        Optional<String> note) {

    private static final Set<String> ENDED = Set.of("success", "failed");

    static DagRun of(JsonObject json) {
        return new DagRun(
                json.get("dag_run_id").getAsString(),
                json.get("state").getAsString(),
                json.get("run_type").getAsString(),
                json.get("conf") instanceof JsonObject conf ? conf : new JsonObject(),
                Json.instant(json, "logical_date"),
                Json.instant(json, "start_date"),
                Json.instant(json, "end_date"),
                Json.text(json, "note"));
    }

    /** Whether it is over, well or badly. */
    public boolean ended() {
        return ENDED.contains(state);
    }
}
