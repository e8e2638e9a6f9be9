package io.userautomation.commandline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

    private static final String ADDRESS = "THE_ADDRESS";
    private static final String PORT = "THE_PORT";

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @BeforeEach
    void register() {
        registry.register(() -> GaugeSnapshot.builder()
                .name("answer")
                .dataPoint(GaugeDataPointSnapshot.builder().value(42).build())
                .build());
    }

    @Test
    void should_serve_text() throws Exception {
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, registry, ADDRESS, PORT)) {
            // when
            HttpResponse<String> answer = scrape(server, "text/plain");
            // then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("# TYPE answer gauge\nanswer 42.0\n");
        }
    }

    @Test
    void should_serve_protobuf_to_a_prometheus_that_asks_for_native_histograms() throws Exception {
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, registry, ADDRESS, PORT)) {
            // when
            HttpResponse<String> answer = scrape(
                    server,
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                            + "text/plain;version=0.0.4;q=0.2");
            // then
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/vnd.google.protobuf"));
        }
    }

    @Test
    void should_name_the_settings_where_the_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> MetricsServer.start("127.0.0.1", taken.getLocalPort(), registry, ADDRESS, PORT))
                    .isInstanceOfSatisfying(
                            TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_SETTINGS))
                    .hasMessage(
                            "metrics can't be served at 127.0.0.1, port %s (Address already in use): set THE_ADDRESS"
                                    + " to an address of this machine, THE_PORT to a free port",
                            taken.getLocalPort());
        }
    }

    @Test
    void should_name_the_settings_where_the_address_is_not_this_machine() {
        assertThatThrownBy(() -> MetricsServer.start("nowhere.invalid", 0, registry, ADDRESS, PORT))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_SETTINGS))
                .hasMessageStartingWith("metrics can't be served at nowhere.invalid, port 0 (nowhere.invalid: ");
    }

    @Test
    void should_let_a_scrape_end_that_has_begun() throws Exception {
        // given
        CountDownLatch begun = new CountDownLatch(1);
        PrometheusRegistry slow = new PrometheusRegistry();
        slow.register(() -> {
            begun.countDown();
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            return GaugeSnapshot.builder()
                    .name("answer")
                    .dataPoint(GaugeDataPointSnapshot.builder().value(42).build())
                    .build();
        });
        MetricsServer server = MetricsServer.start("127.0.0.1", 0, slow, ADDRESS, PORT);
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(uri(server)).build(), BodyHandlers.ofString());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        // when
        server.close();
        // then
        assertThat(answer.get(10, TimeUnit.SECONDS).body()).contains("answer 42.0");
    }

    private static URI uri(MetricsServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    }

    private static HttpResponse<String> scrape(MetricsServer server, String accepted) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(server))
                                .header("Accept", accepted)
                                .build(),
                        BodyHandlers.ofString());
    }
}
