package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.systemtests.airflow.AirflowUi;
import io.userautomation.systemtests.airflow.Browser;
import io.userautomation.systemtests.airflow.RunChecks;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docker compose up}, a run that is triggered in the browser, and {@code docker compose down}. */
@Tag("slow")
@Order(1)
class ComposeIT {

    private static final int USERS = 300;
    private static final Duration RUN = Duration.ofMinutes(5);

    @Test
    void should_come_up_healthy_store_what_a_person_asks_for_and_leave_nothing() throws Exception {
        try (ComposeStack stack = ComposeStack.start("base")) {
            // given
            StackRuns runs = new StackRuns(stack);
            runs.awaitDag();
            // when
            AirflowRun run = Browser.missing().isEmpty() ? inTheBrowser(stack, runs) : runs.trigger("by-rest", USERS);
            // then
            runs.prove(run, USERS, RUN);
            assertThat(RunChecks.summary(run, "store_users").get("stored_by").getAsString())
                    .isEqualTo("stream");
            assertThat(runs.stored().inCassandra()).isEqualTo(USERS);
            assertThat(runs.stored().inPostgres()).isEqualTo(USERS);
            assertThat(registeredSchema(stack)).isEqualTo(recordsSchema());
            stack.assertHealthy();
            assertAsksForTheDag(stack);
        }
    }

    /** A dag-processor beats also where it can't bring its DAG in. */
    private static void assertAsksForTheDag(ComposeStack stack) {
        Finished check = stack.exec("airflow-dag-processor", "airflow-health", "dag_processor", "another_dag");
        assertThat(check.exitStatus()).isEqualTo(1);
        assertThat(check.stderr()).contains("another_dag is not there, the dag-processor has not brought it in yet");
    }

    /** The pictures are in {@code target/screenshots/compose}. */
    private static AirflowRun inTheBrowser(ComposeStack stack, StackRuns runs) throws IOException {
        try (Browser browser = Browser.start(Path.of("target", "screenshots", "compose"))) {
            AirflowUi ui = new AirflowUi(browser, stack.page("AIRFLOW_PORT"));
            ui.logIn("admin", stack.adminPassword());
            ui.openDag("user_automation");
            ui.openTriggerForm();
            ui.fill("users", Integer.toString(USERS));
            AirflowRun run = runs.started(ui.trigger());
            assertThat(ui.awaitEnd(RUN)).isEqualTo("Success");
            assertThat(ui.endedTaskStates()).hasSize(6).values().containsOnly("Success");
            assertThat(ui.openTask("audit_run", "Command exited")).contains("\"missing\":0");
            browser.open(stack.page("SPARK_MASTER_UI_PORT"));
            browser.screenshot("spark-master");
            if (RealImages.areUsed()) {
                browser.open(stack.page("CONTROL_CENTER_PORT"));
                browser.screenshot("control-center");
                browser.open(stack.page("KAFKA_UI_PORT"));
                browser.screenshot("kafka-ui");
            }
            return run;
        }
    }

    private static JsonElement recordsSchema() throws IOException {
        String name = "/io/userautomation/kafka/wire/user-record.schema.json";
        try (InputStream schema = ComposeIT.class.getResourceAsStream(name)) {
            return JsonParser.parseString(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static JsonElement registeredSchema(ComposeStack stack) throws IOException, InterruptedException {
        URI latest = stack.page("SCHEMA_REGISTRY_PORT").resolve("/subjects/users_created-value/versions/latest");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(latest).build(), BodyHandlers.ofString())
                .body();
        String schema =
                JsonParser.parseString(body).getAsJsonObject().get("schema").getAsString();
        return JsonParser.parseString(schema);
    }
}
