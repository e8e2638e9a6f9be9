package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import java.time.Duration;

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
                .with("seconds", elapsed.toMillis() / 1_000.0)
                .with("dag_run_state", end.dagRunState().orElse(null));
    }

    /** From publish itself; where it was killed, from what close-run found of it. */
    private JsonElement published(String key) {
        JsonElement itself = end.said(TaskName.PUBLISH_USERS, key);
        return itself.isJsonNull() ? end.said(TaskName.CLOSE_RUN, key) : itself;
    }
}
