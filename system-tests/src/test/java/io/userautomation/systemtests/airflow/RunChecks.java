package io.userautomation.systemtests.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.localstack.airflow.DagRun;
import io.userautomation.localstack.airflow.TaskInstance;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Waiting for runs, and what became of them, whichever Airflow they are in. */
public final class RunChecks {

    /** For a whole run, on a loaded machine of two cores. */
    public static final Duration RUN = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofSeconds(1);

    private RunChecks() {}

    /** Waits for a run's end; its state is the caller's business. */
    public static DagRun ended(AirflowRun run, Duration patience) {
        await(run.runId() + " has ended").atMost(patience).pollInterval(POLL).until(() -> run.read()
                .ended());
        return run.read();
    }

    /** Waits until a task is in a state, or past it: {@code running} is missed where the task is quick. */
    static TaskInstance inState(AirflowRun run, String taskId, String state, Duration patience) {
        await(taskId + " of " + run.runId() + " is " + state)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> run.task(taskId).state().equals(state));
        return run.task(taskId);
    }

    public static Map<String, String> states(AirflowRun run) {
        Map<String, String> states = new TreeMap<>();
        run.tasks().forEach(task -> states.put(task.taskId(), task.state()));
        return states;
    }

    /** A task's summary, as everybody sees it in the UI. */
    public static JsonObject summary(AirflowRun run, String taskId) {
        return run.xcom(taskId).orElseThrow().getAsJsonObject();
    }

    /** That a run is green, and that its audit has found so many users in both databases. */
    public static void assertProven(AirflowRun run, long users) {
        assertThat(ended(run, RUN).state()).as(states(run).toString()).isEqualTo("success");
        JsonObject audit = summary(run, "audit_run");
        assertThat(audit.get("state").getAsString()).isEqualTo("proven");
        assertThat(audit.get("published").getAsLong()).isGreaterThanOrEqualTo(users);
        assertThat(audit.get("distinct").getAsLong()).isEqualTo(users);
        assertThat(audit.get("stored_cassandra").getAsLong()).isEqualTo(users);
        assertThat(audit.get("stored_postgres").getAsLong()).isEqualTo(users);
        assertThat(audit.get("missing").getAsLong()).isZero();
    }
}
