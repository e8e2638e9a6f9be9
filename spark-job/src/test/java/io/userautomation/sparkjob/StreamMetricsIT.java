package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.stores.postgres.PostgresSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fat jar serves of what it does, on real servers. */
class StreamMetricsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int USERS = 40;

    private static LaidPipeline pipeline;

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("stream_metrics");
    }

    @Test
    void should_serve_what_a_stream_stores_and_which_outage_it_waits_out() throws Exception {
        // given
        int port = freePort();
        TestRun run = pipeline.run("manual__metrics").open();
        try (TcpProxy postgres = new TcpProxy(Stack.shared(ServerKind.POSTGRES)
                        .server(ServerKind.POSTGRES)
                        .port());
                TaskProcess job = behind(postgres)
                        .with("METRICS_PORT", Integer.toString(port))
                        .job(checkpoints)
                        .start()) {
            awaitSamples(
                    port,
                    "owner{query=\"cassandra\"} 1.0",
                    "owner{query=\"postgres\"} 1.0",
                    "owner{query=\"dead_letters\"} 1.0",
                    "users_stored_total{store=\"postgres\"} 0.0");
            // when
            run.publish(USERS);
            run.publish("{broken".getBytes(StandardCharsets.UTF_8));
            // then
            awaitSamples(
                    port,
                    "users_stored_total{store=\"cassandra\"} 40.0",
                    "users_stored_total{store=\"postgres\"} 40.0",
                    "dead_letters_total{query=\"dead_letters\",reason=\"invalid\"} 1.0",
                    "dead_letters_total{query=\"postgres\",reason=\"refused\"} 0.0",
                    "publish_to_stored_seconds_count{store=\"postgres\"} 40",
                    "batch_records_sum{query=\"postgres\"} 41.0",
                    "batch_records_sum{query=\"dead_letters\"} 41.0",
                    "lag_records{query=\"postgres\"} 0.0",
                    "outage{store=\"postgres\"} 0.0",
                    "outages_total{store=\"postgres\"} 0.0");
            // when
            postgres.become(TcpProxy.Mode.REFUSE);
            run.publish(USERS);
            // then
            awaitSamples(
                    port,
                    "outage{store=\"postgres\"} 1.0",
                    "outages_total{store=\"postgres\"} 1.0",
                    "outages_total{store=\"cassandra\"} 0.0",
                    "users_stored_total{store=\"cassandra\"} 80.0");
            // when
            postgres.become(TcpProxy.Mode.PASS);
            // then
            awaitSamples(port, "outage{store=\"postgres\"} 0.0", "users_stored_total{store=\"postgres\"} 80.0");
            assertThat(job.isRunning()).isTrue();
        }
    }

    @Test
    void should_end_with_status_2_at_once_where_the_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            Finished finished = pipeline.with("METRICS_PORT", Integer.toString(taken.getLocalPort()))
                    .job(checkpoints)
                    .start()
                    .await(PATIENCE);
            // then
            assertThat(finished.exitStatus()).as(finished.toString()).isEqualTo(2);
            assertThat(finished.lastStdoutLineAsJson().get("error").getAsString())
                    .contains("metrics can't be served at 127.0.0.1, port " + taken.getLocalPort())
                    .contains("METRICS_PORT to a free port");
        }
    }

    private static void awaitSamples(int port, String... samples) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(scrape(port)).contains(samples));
    }

    private static List<String> scrape(int port) throws Exception {
        String prefix = "user_automation_stream_";
        URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static LaidPipeline behind(TcpProxy network) {
        return pipeline.with(
                "POSTGRES_URL",
                pipeline.settings(PostgresSettings::from).url().replaceFirst(":\\d+/", ":" + network.port() + "/"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
