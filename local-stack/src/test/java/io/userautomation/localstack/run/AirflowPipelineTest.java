package io.userautomation.localstack.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.airflow.FakeAirflow;
import io.userautomation.model.runs.RunId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of Airflow for a run, what a person sees of it, and how it is said to have ended. */
@Timeout(30)
class AirflowPipelineTest {

    private static final String DAG = "/api/v2/dags/user_automation";
    private static final String RUN = DAG + "/dagRuns/r";
    private static final String TASKS = RUN + "/taskInstances";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Map<String, String> flags = new HashMap<>();
    private FakeAirflow airflow;

    @BeforeEach
    void start() throws IOException {
        airflow = new FakeAirflow()
                .on(
                        "GET " + DAG,
                        200,
                        "{\"has_import_errors\":false,\"last_parsed_time\":\"2026-11-21T08:13:30.755664Z\"}")
                .on("PATCH " + DAG, 200, "{}");
    }

    @AfterEach
    void stop() throws IOException {
        airflow.close();
    }

    @Test
    void should_trigger_while_paused_and_follow_the_tasks_to_their_end() {
        // given
        flags.put("--users", "7");
        unfinished();
        airflow.on("POST " + DAG + "/dagRuns", 200, run("r", "queued"))
                .on("GET " + RUN, 200, run("r", "running"))
                .on("GET " + RUN, 200, run("r", "success"))
                .on("GET " + TASKS, 200, tasks(task("publish_users", "running", 1)))
                .on("GET " + TASKS, 200, tasks(task("publish_users", "success", 1)))
                .on("GET " + TASKS + "/publish_users/xcomEntries/return_value", 200, "{\"value\":{\"fetched\":7}}");
        // when
        RunEnd end = run();
        // then
        assertThat(end.exitStatus()).isZero();
        assertThat(end.dagRunState()).contains("success");
        assertThat(end.tasks()).extracting(TaskResult::name).containsExactly(TaskName.PUBLISH_USERS);
        assertThat(end.tasks().get(0).summary()).hasToString("{\"fetched\":7}");
        assertThat(shown.toString(UTF_8))
                .containsSubsequence("publish_users running", "publish_users success after 4.5 s");
        assertThat(airflow.requests().stream().filter(request -> !request.startsWith("GET")))
                .containsExactly(
                        "PATCH " + DAG + " {\"is_paused\":true}",
                        "POST " + DAG + "/dagRuns {\"dag_run_id\":\"r\",\"logical_date\":null,\"conf\":{\"users\":7}}",
                        "PATCH " + DAG + " {\"is_paused\":false}");
    }

    @Test
    void should_say_why_a_try_failed_and_end_with_the_status_that_the_log_tells() {
        // given
        unfinished();
        String log = "{\"content\":[{\"event\":\"Task failed with exception\",\"error_detail\":[{\"exc_type\":"
                + "\"TaskJarHopeless\",\"exc_value\":\"audit_run ended with status 3 (the run is not proven)\"}]}]}";
        airflow.on("POST " + DAG + "/dagRuns", 200, run("r", "queued"))
                .on("GET " + RUN, 200, run("r", "running"))
                .on("GET " + RUN, 200, run("r", "failed"))
                .on("GET " + TASKS, 200, tasks(task("store_users", "up_for_retry", 1)))
                .on("GET " + TASKS, 200, tasks(task("store_users", "success", 2), task("audit_run", "failed", 1)))
                .on(
                        "GET " + TASKS + "/store_users/xcomEntries/return_value",
                        200,
                        "{\"value\":{\"status\":\"interrupted\",\"error\":\"no heartbeat\"}}")
                .on("GET " + TASKS + "/store_users/logs/1?full_content=true", 200, "{\"content\":[]}")
                .on("GET " + TASKS + "/audit_run/logs/1?full_content=true", 200, log);
        // when
        RunEnd end = run();
        // then
        assertThat(end.exitStatus()).isEqualTo(3);
        assertThat(end.dagRunState()).contains("failed");
        assertThat(shown.toString(UTF_8))
                .contains("store_users up_for_retry (try 1 failed: no heartbeat)")
                .contains("audit_run FAILED with status 3: TaskJarHopeless: audit_run ended with status 3")
                .contains("its log: /logs/task_id=audit_run/attempt=1.log");
    }

    @Test
    void should_run_a_run_again_that_is_there_already() {
        // given
        unfinished();
        airflow.on("POST " + DAG + "/dagRuns", 409, "{\"detail\":{\"reason\":\"Unique constraint violation\"}}")
                .on("GET " + RUN, 200, run("r", "success"))
                .on("POST " + RUN + "/clear", 200, "{}")
                .on("GET " + TASKS, 200, tasks());
        // when
        run();
        // then
        assertThat(airflow.requests()).contains("POST " + RUN + "/clear {\"dry_run\":false}");
    }

    @Test
    void should_not_run_a_run_again_with_other_parameters() {
        // given
        flags.put("--users", "8");
        unfinished();
        airflow.on("POST " + DAG + "/dagRuns", 409, "{}").on("GET " + RUN, 200, run("r", "success"));
        // when, then
        assertThatThrownBy(this::run)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--users is '8': must be left out");
    }

    @Test
    void should_mark_a_run_failed_that_an_earlier_start_has_left() {
        // given
        unfinished(run("older", "running"));
        airflow.on("PATCH " + DAG + "/dagRuns/older", 200, "{}")
                .on("POST " + DAG + "/dagRuns", 200, run("r", "queued"))
                .on("GET " + RUN, 200, run("r", "success"))
                .on("GET " + TASKS, 200, tasks());
        // when
        run();
        // then
        assertThat(shown.toString(UTF_8)).contains("the run older had not ended: it is marked failed");
        assertThat(airflow.requests()).contains("PATCH " + DAG + "/dagRuns/older {\"state\":\"failed\"}");
    }

    @Test
    void should_leave_the_dag_paused_and_no_run_going_also_when_interrupted() {
        // given
        unfinished(run("r", "running"));
        airflow.on("PATCH " + RUN, 200, "{}");
        Thread.currentThread().interrupt();
        // when
        pipeline().close();
        // then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(airflow.requests())
                .contains("PATCH " + DAG + " {\"is_paused\":true}", "PATCH " + RUN + " {\"state\":\"failed\"}");
    }

    private RunEnd run() {
        RunOptions options = RunOptions.of(new SettingsReader(flags), new RunId("r"));
        return pipeline().run("r", new RunConf(options, options.users()));
    }

    private AirflowPipeline pipeline() {
        return new AirflowPipeline(
                airflow.client().dag("user_automation"),
                Instant.parse("2026-11-21T08:00:00Z"),
                Path.of("/logs"),
                new Progress(new PrintStream(shown, true, UTF_8)),
                Duration.ofMillis(10));
    }

    private void unfinished(String... runs) {
        airflow.on(
                "GET " + DAG + "/dagRuns?limit=100&order_by=-run_after&state=queued&state=running",
                200,
                "{\"dag_runs\":" + List.of(runs) + "}");
    }

    private static String run(String id, String state) {
        return "{\"dag_run_id\":\"%s\",\"state\":\"%s\",\"run_type\":\"manual\",\"conf\":{}}".formatted(id, state);
    }

    private static String tasks(String... tasks) {
        return "{\"task_instances\":" + List.of(tasks) + "}";
    }

    private static String task(String id, String state, int tryNumber) {
        return ("{\"task_id\":\"%s\",\"state\":\"%s\",\"try_number\":%d,\"start_date\":\"2026-11-21T08:00:00Z\","
                        + "\"end_date\":\"2026-11-21T08:00:04.5Z\"}")
                .formatted(id, state, tryNumber);
    }
}
