package io.userautomation.localstack.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client sends and how it takes the answers, which are those that Airflow 3.3.2 gave. */
@Timeout(30)
class AirflowClientTest {

    private static final String DAG = "/api/v2/dags/user_automation";
    private static final String RUN = DAG + "/dagRuns/manual__2026-11-21T00%3A00%3A00%2B00%3A00";
    private static final String RUN_ID = "manual__2026-11-21T00:00:00+00:00";
    private static final JsonObject CONF =
            JsonParser.parseString("{\"users\":3}").getAsJsonObject();

    private static final String READ =
            "{\"has_import_errors\":false,\"last_parsed_time\":\"2026-11-21T08:13:30.755664Z\"}";

    private FakeAirflow airflow;
    private AirflowDag dag;

    @BeforeEach
    void start() throws IOException {
        airflow = new FakeAirflow();
        dag = new AirflowDag(airflow.client(), "user_automation", Duration.ofMillis(10));
    }

    @AfterEach
    void stop() throws IOException {
        airflow.close();
    }

    @Test
    void should_trigger_a_run_of_an_id_without_a_logical_date() {
        // given
        airflow.on("POST " + DAG + "/dagRuns", 200, run("queued", "null"));
        // when
        AirflowRun run = dag.trigger(RUN_ID, CONF);
        // then
        assertThat(run.runId()).isEqualTo(RUN_ID);
        assertThat(airflow.requests())
                .containsExactly("POST " + DAG + "/dagRuns {\"dag_run_id\":\"" + RUN_ID
                        + "\",\"logical_date\":null,\"conf\":{\"users\":3}}");
    }

    @Test
    void should_read_how_a_run_stands() {
        airflow.on("GET " + RUN, 200, run("success", "\"2026-11-21T08:13:52.386126Z\""));
        DagRun read = dag.run(RUN_ID).read();
        assertThat(read)
                .isEqualTo(new DagRun(
                        RUN_ID,
                        "success",
                        "manual",
                        CONF,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-11-21T08:13:52.386126Z")),
                        Optional.empty()));
        assertThat(read.ended()).isTrue();
    }

    @Test
    void should_fetch_a_token_once_and_another_when_it_is_refused() {
        // given
        airflow.on("GET " + RUN, 401, "{\"detail\":\"Invalid JWT token\"}")
                .on("GET " + RUN, 200, run("running", "null"));
        // when
        dag.run(RUN_ID).read();
        dag.run(RUN_ID).read();
        // then
        assertThat(airflow.logins()).isEqualTo(2);
    }

    @Test
    void should_not_ask_for_ever_for_a_token() {
        airflow.on("GET " + RUN, 401, "{\"detail\":\"Invalid JWT token\"}");
        assertThatThrownBy(() -> dag.run(RUN_ID).read()).hasMessageEndingWith("with 401: Invalid JWT token");
        assertThat(airflow.logins()).isEqualTo(2);
    }

    @Test
    void should_say_in_airflows_words_what_it_refuses() {
        airflow.on(
                "POST " + DAG + "/dagRuns",
                400,
                "{\"detail\":\"Invalid input for param users: 0 is less than the minimum of 1\\n\\nFailed validating\"}");
        AirflowException refused = catchThrowableOfType(AirflowException.class, () -> dag.trigger(RUN_ID, CONF));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused)
                .hasMessage("Airflow answered POST " + DAG
                        + "/dagRuns with 400: Invalid input for param users: 0 is less than the minimum of 1");
        assertThat(refused.detail()).endsWith("Failed validating");
    }

    @Test
    void should_say_that_there_is_such_a_run() {
        airflow.on(
                "POST " + DAG + "/dagRuns",
                409,
                "{\"detail\":{\"reason\":\"Unique constraint violation\",\"statement\":\"hidden\"}}");
        AirflowException refused = catchThrowableOfType(AirflowException.class, () -> dag.trigger(RUN_ID, CONF));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.detail()).isEqualTo("Unique constraint violation");
    }

    @Test
    void should_say_which_part_of_a_request_is_no_good() {
        airflow.on(
                "PATCH " + RUN,
                422,
                "{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"state\"],\"msg\":\"Input should be 'queued'\"}]}");
        assertThatThrownBy(() -> dag.run(RUN_ID).mark("running"))
                .hasMessageEndingWith("with 422: body.state: Input should be 'queued'");
    }

    @Test
    void should_wait_for_a_dag_that_is_not_read_yet() {
        airflow.on("GET " + DAG, 404, "{\"detail\":\"not found\"}")
                .on("GET " + DAG, 200, READ)
                .on("GET /api/v2/importErrors", 200, "{\"import_errors\":[]}");
        dag.await(Duration.ofSeconds(10));
        assertThat(airflow.requests()).endsWith("GET " + DAG);
    }

    @Test
    void should_say_why_a_dag_can_not_be_read() {
        airflow.on(
                "GET /api/v2/importErrors",
                200,
                "{\"import_errors\":[{\"filename\":\"user_automation.py\",\"stack_trace\":\"NameError: x\\n\"}]}");
        assertThatThrownBy(() -> dag.await(Duration.ofSeconds(10)))
                .isInstanceOf(AirflowException.class)
                .hasMessage("Airflow can't read its DAG files:\nuser_automation.py: NameError: x");
    }

    @Test
    void should_wait_for_a_known_dag_whose_file_was_broken_at_an_earlier_start() {
        airflow.on("GET " + DAG, 200, READ.replace("false", "true"))
                .on("GET " + DAG, 200, READ)
                .on(
                        "GET /api/v2/importErrors",
                        200,
                        "{\"import_errors\":[{\"filename\":\"f.py\",\"stack_trace\":\"NameError: x\"}]}");
        dag.await(Duration.ofSeconds(10));
        assertThat(airflow.requests()).endsWith("GET " + DAG);
    }

    @Test
    void should_wait_until_a_dag_is_read_again_that_an_earlier_start_has_read() {
        airflow.on("GET " + DAG, 200, READ)
                .on("GET " + DAG, 200, READ.replace("08:13", "08:14"))
                .on("GET /api/v2/importErrors", 200, "{\"import_errors\":[]}");
        dag.await(Duration.ofSeconds(10), Instant.parse("2026-11-21T08:14:00Z"));
        assertThat(airflow.requests()).hasSize(3).endsWith("GET " + DAG);
    }

    @Test
    void should_give_up_on_a_dag_that_never_comes() {
        airflow.on("GET /api/v2/importErrors", 200, "{\"import_errors\":[]}");
        assertThatThrownBy(() -> dag.await(Duration.ofMillis(1)))
                .hasMessageContaining("has not read the DAG user_automation");
    }

    @Test
    void should_read_a_task_what_it_returned_and_its_log() {
        // given
        String task = RUN + "/taskInstances/publish_users";
        airflow.on("GET " + task, 200, "{\"task_id\":\"publish_users\",\"state\":null,\"try_number\":0}")
                .on("GET " + task + "/xcomEntries/return_value", 200, "{\"value\":{\"fetched\":3}}")
                .on(
                        "GET " + task + "/logs/1?full_content=true",
                        200,
                        "{\"content\":[{\"event\":\"one\\ntwo\"},{\"event\":\"three\",\"level\":\"info\"}]}");
        AirflowRun run = dag.run(RUN_ID);
        // when, then
        airflow.on(
                "GET " + task + "/logs/2?full_content=true",
                200,
                "{\"content\":[{\"event\":\"failed\",\"error_detail\":[{\"exc_type\":\"E\",\"exc_value\":\"why\"}]}]}");
        assertThat(run.log("publish_users", 2)).containsExactly("failed", "E: why");
        assertThat(run.task("publish_users"))
                .isEqualTo(new TaskInstance("publish_users", "none", 0, Optional.empty(), Optional.empty()));
        assertThat(run.xcom("publish_users")).hasToString("Optional[{\"fetched\":3}]");
        assertThat(run.xcom("close_run")).isEmpty();
        assertThat(run.log("publish_users", 1)).containsExactly("one", "two", "three");
    }

    @Test
    void should_clear_tasks_that_are_done_as_well_as_failed_ones() {
        airflow.on("POST " + DAG + "/clearTaskInstances", 200, "{}");
        dag.run(RUN_ID).clear("store_users", "audit_run");
        assertThat(airflow.requests())
                .containsExactly("POST " + DAG + "/clearTaskInstances {\"dag_run_id\":\"" + RUN_ID
                        + "\",\"dry_run\":false,\"only_failed\":false,\"task_ids\":[\"store_users\",\"audit_run\"]}");
    }

    private static String run(String state, String end) {
        return ("{\"dag_run_id\":\"%s\",\"state\":\"%s\",\"run_type\":\"manual\",\"conf\":{\"users\":3},"
                        + "\"logical_date\":null,\"start_date\":null,\"end_date\":%s,\"note\":null}")
                .formatted(RUN_ID, state, end);
    }
}
