package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.airflow.AirflowRun;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What stays when containers go, whether they are taken away or killed; one after another on the same data. */
@Order(2)
@Tag("compose-full")
@TestMethodOrder(OrderAnnotation.class)
class ComposeDataIT {

    private static final Duration RUN = Duration.ofMinutes(5);

    /** With tries that were killed, which Airflow notices after a minute and repeats after another. */
    private static final Duration KILLED_RUN = Duration.ofMinutes(15);

    private static ComposeStack stack;
    private static StackRuns runs;

    @BeforeAll
    static void start() throws IOException {
        stack = ComposeStack.start("data");
        runs = new StackRuns(stack);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void should_keep_users_runs_and_the_login_when_taken_down_and_up_again() {
        // given
        AirflowRun first = runs.trigger("before-down", 300);
        runs.prove(first, 300, RUN);
        // when
        stack.down();
        stack.up();
        // then
        assertThat(runs.stored().inCassandra()).isEqualTo(300);
        assertThat(runs.stored().inPostgres()).isEqualTo(300);
        assertThat(first.read().state()).isEqualTo("success");
        runs.assertAudit(first.runId());
        runs.prove(runs.trigger("after-up", 200), 200, RUN);
        assertThat(runs.stored().inPostgres()).isEqualTo(500);
    }

    @Test
    @Order(2)
    void should_complete_a_run_in_whose_middle_everything_was_killed() {
        // given
        long before = runs.stored().inPostgres();
        AirflowRun run = runs.triggerAndCatchHalfWay("killed", 20_000, 200);
        // when
        stack.kill();
        stack.up();
        runs.goOn();
        // then
        runs.prove(run, 20_000, KILLED_RUN);
        assertThat(run.task("publish_users").tryNumber()).isGreaterThan(1);
        assertThat(run.task("store_users").tryNumber()).isGreaterThan(1);
        assertThat(runs.stored().inPostgres()).isEqualTo(before + 20_000);
        assertThat(runs.stored().inCassandra()).isEqualTo(before + 20_000);
    }

    @Test
    @Order(3)
    void should_run_on_three_workers_when_scaled() throws Exception {
        // when
        stack.up("--scale", "spark-worker=3");
        // then
        assertThat(stack.containers())
                .filteredOn(container -> container.service().equals("spark-worker"))
                .hasSize(3)
                .allMatch(Container::isHealthy);
        assertThat(sparkMaster().get("aliveworkers").getAsInt()).isEqualTo(3);
        runs.prove(runs.trigger("on-three-workers", 300), 300, RUN);
    }

    private static JsonObject sparkMaster() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        stack.page("SPARK_MASTER_UI_PORT").resolve("/json/"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return JsonParser.parseString(body).getAsJsonObject();
    }
}
