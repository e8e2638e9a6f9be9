package io.userautomation.systemtests.airflow;

import static io.userautomation.systemtests.airflow.RunChecks.RUN;
import static io.userautomation.systemtests.airflow.RunChecks.ended;
import static io.userautomation.systemtests.airflow.RunChecks.states;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.WorkerSize;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowDag;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.airflow.AirflowRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a webhook hears of a run that fails: an Airflow of its own, whose tasks have a setting that no jar can use. */
@Tag("slow")
class FailureNoticeIT {

    private static final String SECRET_PATH = "/hooks/s3cret";

    private final List<String> posted = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        AirflowPython.missing().ifPresent(Assumptions::abort);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(SECRET_PATH, this::keep);
        receiver.start();
    }

    @AfterEach
    void stop() {
        if (receiver != null) {
            receiver.stop(0);
        }
    }

    @Test
    void should_be_sent_once_for_a_run_in_which_two_tasks_fail() {
        Map<String, String> environment = Map.of(
                "NOTIFY_WEBHOOK_CONNECTION",
                "failures",
                "AIRFLOW_CONN_FAILURES",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + SECRET_PATH,
                "KAFKA_SECURITY_PROTOCOL",
                "none");
        try (Stack stack = Stack.start(folder, Ports.free(), ServerKind.AIRFLOW, WorkerSize.standard(), environment)) {
            // given
            AirflowDag dag = AirflowClient.of(stack).dag("user_automation");
            dag.await(Duration.ofMinutes(1));
            // when
            AirflowRun run = dag.trigger("told", new JsonObject());
            dag.setPaused(false);
            // then
            assertThat(ended(run, RUN).state()).isEqualTo("failed");
            assertThat(states(run)).containsEntry("init_schema", "failed").containsEntry("close_run", "failed");
            await().atMost(RUN).until(() -> !posted.isEmpty());
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> posted.size() == 1);
            JsonObject notice = JsonParser.parseString(posted.get(0)).getAsJsonObject();
            assertThat(notice.get("run_id").getAsString()).isEqualTo("told");
            assertThat(notice.get("task_id").getAsString()).isEqualTo("init_schema");
            assertThat(notice.get("sentence").getAsString()).contains("KAFKA_SECURITY_PROTOCOL", "none");
            assertThat(notice.get("url").getAsString()).endsWith("/dags/user_automation/runs/told");
        }
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
