package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.systemtests.monitoring.PanelQueries;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stack with Prometheus, Alertmanager and, of the registries' images, Grafana and PostgreSQL's exporter. */
@Order(5)
@Tag("compose-full")
class ComposeMonitoringIT {

    private static final String OVERRIDE = "docker-compose.monitoring.yml";
    private static final String WITHOUT_STAND_IN = "system-tests/src/test/compose/without-stand-in.yml";

    /** Four scrapes. */
    private static final String RATE_INTERVAL = "1m";

    /** Airflow pushes, and two samples make a rate. */
    private static final Duration SCRAPED = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void should_have_data_for_every_panel_after_a_run() throws Exception {
        try (ComposeStack stack = start()) {
            StackRuns runs = new StackRuns(stack);
            // when
            runs.prove(runs.trigger("watched", 300), 300, Duration.ofMinutes(5));
            // then
            URI prometheus = stack.page("PROMETHEUS_PORT");
            List<String> queries = PanelQueries.all(RATE_INTERVAL).stream()
                    .filter(query -> RealImages.areUsed() || !query.contains("pg_"))
                    .toList();
            await("data for every panel")
                    .atMost(SCRAPED)
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(withoutData(prometheus, queries)).isEmpty());
            assertThat(down(prometheus)).isEqualTo(RealImages.areUsed() ? Set.of() : Set.of("postgres-exporter:9187"));
            assertThat(get(stack.page("ALERTMANAGER_PORT").resolve("/api/v2/status"))
                            .body())
                    .contains("receivers");
            assertSeesFiguresAlone(stack);
            stack.assertHealthy();
        }
    }

    /** PostgreSQL's exporter asks for the size of every database. */
    private static void assertSeesFiguresAlone(ComposeStack stack) throws SQLException {
        try (Connection connection = stack.asMetrics("postgres");
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT sum(pg_database_size(oid)) FROM pg_database")) {
            assertThat(size.next()).isTrue();
            assertThat(size.getLong(1)).isPositive();
        }
        assertThatThrownBy(() -> stack.asMetrics("user_data").close()).hasMessageContaining("permission denied");
    }

    private static ComposeStack start() throws IOException {
        return RealImages.areUsed()
                ? ComposeStack.start("monitoring", OVERRIDE)
                : ComposeStack.start("monitoring", OVERRIDE, WITHOUT_STAND_IN);
    }

    private List<String> withoutData(URI prometheus, List<String> queries) throws IOException, InterruptedException {
        List<String> without = new ArrayList<>();
        for (String query : queries) {
            String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
            JsonObject answer = json(get(prometheus.resolve("/api/v1/query?query=" + encoded)));
            JsonArray result = answer.getAsJsonObject("data").getAsJsonArray("result");
            if (result.isEmpty()) {
                without.add(query);
            }
        }
        return without;
    }

    private Set<String> down(URI prometheus) throws IOException, InterruptedException {
        Set<String> down = new TreeSet<>();
        JsonObject answer = json(get(prometheus.resolve("/api/v1/query?query=up")));
        for (JsonElement series : answer.getAsJsonObject("data").getAsJsonArray("result")) {
            JsonObject target = series.getAsJsonObject();
            if (!target.getAsJsonArray("value").get(1).getAsString().equals("1")) {
                down.add(target.getAsJsonObject("metric").get("instance").getAsString());
            }
        }
        return down;
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private HttpResponse<String> get(URI page) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    }
}
