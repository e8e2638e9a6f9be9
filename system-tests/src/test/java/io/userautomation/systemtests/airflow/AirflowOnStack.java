package io.userautomation.systemtests.airflow;

import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowDag;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.airflow.AirflowRun;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Assumptions;

/** The DAG on the one real Airflow that all tests here share, with every other server of the pipeline beside it. */
public final class AirflowOnStack {

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
    public static synchronized AirflowOnStack shared() {
        AirflowPython.missing().ifPresent(Assumptions::abort);
        if (shared == null) {
            Stack stack = Stack.shared(
                    EnumSet.complementOf(EnumSet.copyOf(ServerKind.ON_DEMAND)).toArray(ServerKind[]::new));
            shared = new AirflowOnStack(stack);
            shared.dag.await(Duration.ofMinutes(1));
        }
        return shared;
    }

    public Stack stack() {
        return stack;
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
    public AirflowRun trigger(String runId, String conf) {
        AirflowRun run = dag.trigger(runId, JsonParser.parseString(conf).getAsJsonObject());
        dag.setPaused(false);
        return run;
    }
}
