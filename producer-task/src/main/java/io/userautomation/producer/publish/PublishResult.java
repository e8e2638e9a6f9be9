package io.userautomation.producer.publish;

import io.userautomation.commandline.Summary;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;

/**
 * What an attempt has done.
 *
 * @param runId the run
 * @param state {@code completed}, {@code failed} or {@code dry_run}
 * @param counts of users
 * @param pages that came from the API
 * @param retries that this took
 * @param usersPerSecond acknowledged, on the average
 */
public record PublishResult(
        RunId runId, String state, PublishCounts counts, long pages, long retries, double usersPerSecond) {

    /** The keys of {@code publish}'s last line. */
    public Summary summary() {
        return addTo(new Summary().with("run_id", runId.value()));
    }

    /** The same keys, but for the run's id, behind those of {@code summary}. */
    public Summary addTo(Summary summary) {
        return summary.with("state", state)
                .with("fetched", counts.fetched())
                .with("published", counts.published())
                .with("rejected", counts.rejected())
                .with("short_of", counts.shortOf())
                .with("pages", pages)
                .with("retries", retries)
                .with("users_per_second", Math.round(usersPerSecond * 10) / 10.0);
    }
}
