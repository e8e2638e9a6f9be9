package io.userautomation.systemtests.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowDag;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What a person does in a browser, from the login to the proof; its pictures are in {@code target/screenshots}. */
class AirflowUiIT {

    private static final String DAG = "user_automation";
    private static final Duration RUN = Duration.ofMinutes(5);

    @Test
    void should_run_what_a_person_fills_into_the_form_and_show_its_proof() throws IOException {
        // given
        try (Browser browser = Browser.start(Path.of("target", "screenshots"))) {
            Stack stack = Stack.shared(EnumSet.allOf(ServerKind.class).toArray(ServerKind[]::new));
            AirflowDag dag = AirflowClient.of(stack).dag(DAG);
            dag.await(Duration.ofMinutes(1));
            AirflowUi ui = new AirflowUi(
                    browser, URI.create("http://127.0.0.1:" + stack.ports().of(PortName.AIRFLOW)));
            ui.logIn(AirflowClient.USER, AirflowClient.password(stack.data()));
            ui.openDag(DAG);
            assertThat(ui.documentation()).contains("a green run is a proven run", "audit_run");
            ui.openTriggerForm();
            ui.fill("users", "300");
            ui.choose("nationalities", "France");
            ui.choose("nationalities", "Ireland");
            // when
            String runId = ui.trigger();
            // then
            assertThat(ui.awaitEnd(RUN)).isEqualTo("Success");
            assertThat(ui.taskStates())
                    .containsOnlyKeys(
                            "init_schema", "open_run", "publish_users", "store_users", "close_run", "audit_run")
                    .values()
                    .containsOnly("Success");
            assertThat(ui.openTask("audit_run", "Command exited")).contains("\"missing\":0", "return code 0");
            assertThat(ui.openXCom("\"missing\"")).contains("\"missing\": 0", "\"state\": \"proven\"");
            JsonObject conf = dag.run(runId).read().conf();
            assertThat(conf.get("users").getAsInt()).isEqualTo(300);
            assertThat(conf.get("nationalities")).isEqualTo(JsonParser.parseString("[\"FR\", \"IE\"]"));
        }
    }
}
