package io.userautomation.systemtests.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.userautomation.localstack.airflow.AirflowRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person does in a browser, from the login to the proof; its pictures are in {@code target/screenshots}. */
class AirflowUiIT {

    @Test
    void should_run_what_a_person_fills_into_the_form_and_show_its_proof() throws IOException {
        // given
        try (Browser browser = Browser.start(Path.of("target", "screenshots"))) {
            AirflowOnStack airflow = AirflowOnStack.shared();
            AirflowUi ui = airflow.pages(browser);
            assertThat(ui.healthOnHomePage()).containsExactly("MetaDatabase", "Scheduler", "Dag Processor");
            ui.openDag("user_automation");
            assertThat(ui.documentation()).contains("a green run is a proven run", "audit_run");
            ui.openTriggerForm();
            ui.fill("users", "300");
            ui.choose("nationalities", "France");
            ui.choose("nationalities", "Ireland");
            // when
            String runId = ui.trigger();
            // then
            assertThat(ui.awaitEnd(RunChecks.RUN)).isEqualTo("Success");
            assertThat(ui.endedTaskStates())
                    .containsOnlyKeys(
                            "init_schema", "open_run", "publish_users", "store_users", "close_run", "audit_run")
                    .values()
                    .containsOnly("Success");
            assertThat(ui.openTask("audit_run", "Command exited")).contains("\"missing\":0", "return code 0");
            assertThat(ui.openXCom("\"missing\"")).contains("\"missing\": 0", "\"state\": \"proven\"");
            AirflowRun run = airflow.dag().run(runId);
            RunChecks.assertProven(run, 300);
            assertThat(run.read().conf().get("nationalities")).isEqualTo(JsonParser.parseString("[\"FR\", \"IE\"]"));
        }
    }
}
