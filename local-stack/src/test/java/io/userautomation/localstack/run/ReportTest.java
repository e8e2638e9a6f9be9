package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run's end looks like, to a program and to a person. */
class ReportTest {

    private static final List<String> STORES = List.of("cassandra", "postgres");

    private static final String PUBLISHED =
            "{\"fetched\":10000,\"published\":9999,\"rejected\":1,\"users_per_second\":5000.4}";
    private static final String AUDITED = "{\"stored_cassandra\":9999,\"stored_postgres\":9998,\"dead_lettered\":2,"
            + "\"missing\":0,\"postgres\":{\"latency_millis\":{\"p50\":1234,\"p95\":2000,\"max\":3000}},"
            + "\"cassandra\":{\"latency_millis\":null}}";

    private static final String STORED = "{\"stored_by\":\"stream\",\"cassandra\":{\"stored\":9999,"
            + "\"latency_millis\":{\"p50\":100,\"p95\":400,\"p99\":900,\"max\":1300}},\"postgres\":{\"stored\":9998}}";

    @Test
    void should_gather_what_the_tasks_said_into_one_object_for_a_program() {
        RunSummary summary = new RunSummary(
                "r",
                STORES,
                RunEnd.of(
                        List.of(result(TaskName.PUBLISH_USERS, 0, PUBLISHED), result(TaskName.AUDIT_RUN, 0, AUDITED))),
                Duration.ofMillis(61_500));
        assertThat(summary.toSummary())
                .hasToString(
                        "{\"run_id\":\"r\",\"state\":\"success\",\"fetched\":10000,\"published\":9999,"
                                + "\"rejected\":1,\"stored_cassandra\":9999,\"stored_postgres\":9998,\"dead_lettered\":2,"
                                + "\"missing\":0,\"stored_by\":null,\"latency_millis\":{\"cassandra\":null,"
                                + "\"postgres\":{\"p50\":1234,\"p95\":2000,\"max\":3000}},\"seconds\":61.5,\"dag_run_state\":null}");
    }

    @Test
    void should_tell_of_the_stores_that_the_run_was_for() {
        String audited = "{\"stored_mysql\":7,\"mysql\":{\"latency_millis\":{\"p50\":1000}}}";
        RunSummary summary = new RunSummary(
                "r",
                List.of("mysql"),
                RunEnd.of(List.of(result(TaskName.AUDIT_RUN, 0, audited))),
                Duration.ofSeconds(1));

        assertThat(summary.toSummary().toJson().keySet())
                .contains("stored_mysql")
                .doesNotContain("stored_cassandra");
        assertThat(new Report(summary, List.of()).text().lines())
                .contains("  stored         7 in mysql (published to stored: p50 1.0 s)");
    }

    @Test
    void should_say_null_of_what_is_not_known() {
        assertThat(new RunSummary("r", STORES, new RunEnd(4, List.of(), Optional.empty()), Duration.ZERO).toSummary())
                .hasToString(
                        "{\"run_id\":\"r\",\"state\":\"failed\",\"fetched\":null,\"published\":null,"
                                + "\"rejected\":null,\"stored_cassandra\":null,\"stored_postgres\":null,"
                                + "\"dead_lettered\":null,\"missing\":null,\"stored_by\":null,"
                                + "\"latency_millis\":{\"cassandra\":null,\"postgres\":null},\"seconds\":0.0,\"dag_run_state\":null}");
    }

    @Test
    void should_take_the_counts_of_a_killed_publish_from_what_closed_the_run() {
        RunSummary summary = new RunSummary(
                "r",
                STORES,
                RunEnd.of(List.of(result(TaskName.PUBLISH_USERS, 137, "{}"), result(TaskName.CLOSE_RUN, 0, PUBLISHED))),
                Duration.ZERO);
        assertThat(summary.toSummary().toJson().get("published").getAsLong()).isEqualTo(9_999);
    }

    @Test
    void should_say_what_airflow_calls_the_run() {
        List<TaskResult> failed = List.of(result(TaskName.AUDIT_RUN, 3, "{}"));
        assertThat(dagRunState(RunEnd.of(failed, "failed"))).isEqualTo("failed");
        assertThat(dagRunState(RunEnd.of(List.of(), "success"))).isEqualTo("success");
    }

    @Test
    void should_end_as_the_first_failed_task_where_airflow_calls_the_run_failed() {
        List<TaskResult> failed = List.of(result(TaskName.STORE_USERS, 143, "{}"), result(TaskName.AUDIT_RUN, 3, "{}"));
        assertThat(RunEnd.of(failed, "failed").exitStatus()).isEqualTo(1);
        assertThat(RunEnd.of(failed.subList(1, 2), "failed").exitStatus()).isEqualTo(3);
        assertThat(RunEnd.of(List.of(), "failed").exitStatus()).isEqualTo(1);
        assertThat(RunEnd.of(List.of(), "success").exitStatus()).isZero();
    }

    @Test
    void should_tell_a_person_counts_rates_and_latencies() {
        RunSummary summary = new RunSummary(
                "r",
                STORES,
                RunEnd.of(
                        List.of(result(TaskName.PUBLISH_USERS, 0, PUBLISHED), result(TaskName.AUDIT_RUN, 0, AUDITED))),
                Duration.ofSeconds(61));
        Report report = new Report(summary, List.of("Where to look:"));
        assertThat(report.note())
                .isEqualTo("fetched 10,000; published 9,999 (5,000 users/s), rejected 1; stored 9,999 in cassandra;"
                        + " stored 9,998 in postgres (published to stored: p50 1.2 s, p95 2.0 s, max 3.0 s);"
                        + " dead-lettered 2; missing 0");
        assertThat(report.text().lines())
                .contains(
                        "Run r: success in 61.0 s",
                        "  fetched        10,000",
                        "  published      9,999 (5,000 users/s), rejected 1",
                        "  stored         9,999 in cassandra",
                        "  stored         9,998 in postgres (published to stored: p50 1.2 s, p95 2.0 s, max 3.0 s)",
                        "  dead-lettered  2",
                        "  missing        0",
                        "Where to look:");
    }

    @Test
    void should_say_where_the_audits_page_is_where_it_wrote_one() {
        // given
        String audited = AUDITED.replaceFirst("\\{", "{\"report\":\"/tmp/run.html\",");
        RunSummary summary = new RunSummary(
                "r", STORES, RunEnd.of(List.of(result(TaskName.AUDIT_RUN, 3, audited))), Duration.ofSeconds(1));

        // then
        assertThat(new Report(summary, List.of()).text().lines()).contains("  page           /tmp/run.html");
    }

    @Test
    void should_say_who_stored_the_run_and_how_soon() {
        RunSummary summary = new RunSummary(
                "r",
                STORES,
                RunEnd.of(List.of(result(TaskName.STORE_USERS, 0, STORED), result(TaskName.AUDIT_RUN, 0, AUDITED))),
                Duration.ofSeconds(30));

        JsonObject json = summary.toSummary().toJson();
        assertThat(json.get("stored_by").getAsString()).isEqualTo("stream");
        assertThat(json.getAsJsonObject("latency_millis").getAsJsonObject("cassandra"))
                .hasToString("{\"p50\":100,\"p95\":400,\"p99\":900,\"max\":1300}");
        assertThat(new Report(summary, List.of()).text().lines())
                .contains(
                        "  stored         9,999 in cassandra (published to stored: p50 0.1 s, p95 0.4 s, p99 0.9 s,"
                                + " max 1.3 s)",
                        "  stored         9,998 in postgres (published to stored: p50 1.2 s, p95 2.0 s, max 3.0 s)",
                        "  stored by      the stream");
    }

    @Test
    void should_tell_a_person_which_task_failed_why_and_where_its_log_is() {
        RunSummary summary = new RunSummary(
                "r",
                STORES,
                RunEnd.of(List.of(
                        result(TaskName.PUBLISH_USERS, 1, "{\"error\":\"the API does not answer\"}"),
                        result(TaskName.AUDIT_RUN, 3, "{\"error\":\"not proven\"}"))),
                Duration.ofSeconds(61));
        Report report = new Report(summary, List.of());
        assertThat(report.note()).isEqualTo("publish_users failed with status 1: the API does not answer");
        assertThat(report.text().lines())
                .contains(
                        "Run r: FAILED with status 1 in 61.0 s",
                        "  publish_users failed with status 1: the API does not answer",
                        "  its log: /logs/publish_users.log",
                        "  missing        unknown");
    }

    private static String dagRunState(RunEnd end) {
        return new RunSummary("r", STORES, end, Duration.ZERO)
                .toSummary()
                .toJson()
                .get("dag_run_state")
                .getAsString();
    }

    private static TaskResult result(TaskName name, int status, String summary) {
        JsonObject json = JsonParser.parseString(summary).getAsJsonObject();
        Path log = Path.of("/logs", name.label() + ".log");
        return new TaskResult(name, status, json, List.of("the last line"), log, Duration.ofSeconds(1));
    }
}
