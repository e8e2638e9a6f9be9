package io.userautomation.localstack.airflow;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A task of a run.
 *
 * @param taskId as in {@code publish_users}
 * @param state scheduled, queued, running, up_for_retry, success, failed, upstream_failed, skipped …; "none" where it has
 *     none yet
 * @param tryNumber 0 before the first try
 * @param start of the last try
 * @param end of the last try; empty while it runs
 */
public record TaskInstance(String taskId, String state, int tryNumber, Optional<Instant> start, Optional<Instant> end) {

    private static final Set<String> ENDED = Set.of("success", "failed", "upstream_failed", "skipped", "removed");

    static TaskInstance of(JsonObject json) {
        return new TaskInstance(
                json.get("task_id").getAsString(),
                Json.text(json, "state").orElse("none"),
                json.get("try_number").getAsInt(),
                Json.instant(json, "start_date"),
                Json.instant(json, "end_date"));
    }

    /** How long its last try took; zero where that has not ended. */
    public Duration elapsed() {
        return start.isPresent() && end.isPresent() ? Duration.between(start.get(), end.get()) : Duration.ZERO;
    }

    /** Whether it is over for good, well or badly. */
    public boolean ended() {
        return ENDED.contains(state);
    }
}
