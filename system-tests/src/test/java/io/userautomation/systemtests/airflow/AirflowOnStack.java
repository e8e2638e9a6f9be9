package io.userautomation.systemtests.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowDag;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.localstack.airflow.DagRun;
import io.userautomation.localstack.airflow.TaskInstance;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** The DAG on the one real Airflow that all tests here share, with every other server of the pipeline beside it. */
final class AirflowOnStack {

    /** For a whole run, on a loaded machine of two cores. */
    static final Duration RUN = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static AirflowOnStack shared;

    private final Stack stack;
    private final AirflowClient client;
    private final AirflowDag dag;

    private AirflowOnStack(Stack stack) {
        this.stack = stack;
        this.client = AirflowClient.of(stack);
        this.dag = client.dag("user_automation");
    }

    /** Starts it where it isn't running; the test that asks for it is skipped where there is no Python for it. */
    static synchronized AirflowOnStack shared() {
        AirflowPython.missing().ifPresent(Assumptions::abort);
        if (shared == null) {
            Stack stack = Stack.shared(EnumSet.allOf(ServerKind.class).toArray(ServerKind[]::new));
            shared = new AirflowOnStack(stack);
            shared.dag.await(Duration.ofMinutes(1));
        }
        return shared;
    }

    AirflowClient client() {
        return client;
    }

    AirflowDag dag() {
        return dag;
    }

    /** Its pages, after the login. */
    AirflowUi pages(Browser browser) {
        AirflowUi ui = new AirflowUi(
                browser, URI.create("http://127.0.0.1:" + stack.ports().of(PortName.AIRFLOW)));
        ui.logIn(AirflowClient.USER, AirflowClient.password(stack.data()));
        return ui;
    }

    /** Triggers a run, paused or not, and lets the DAG go on. */
    AirflowRun trigger(String runId, String conf) {
        AirflowRun run = dag.trigger(runId, JsonParser.parseString(conf).getAsJsonObject());
        dag.setPaused(false);
        return run;
    }

    /** Waits for a run's end; its state is the caller's business. */
    static DagRun ended(AirflowRun run, Duration patience) {
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

    static Map<String, String> states(AirflowRun run) {
        Map<String, String> states = new TreeMap<>();
        run.tasks().forEach(task -> states.put(task.taskId(), task.state()));
        return states;
    }

    /** A task's summary, as everybody sees it in the UI. */
    static JsonObject summary(AirflowRun run, String taskId) {
        return run.xcom(taskId).orElseThrow().getAsJsonObject();
    }

    /** That a run is green, and that its audit has found so many users in both databases. */
    static void assertProven(AirflowRun run, long users) {
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
