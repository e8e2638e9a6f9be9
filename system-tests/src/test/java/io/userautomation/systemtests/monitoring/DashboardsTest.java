package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What can be told of Grafana's dashboards without Grafana and without Prometheus. */
class DashboardsTest {

    private static final Path ROOT = Checkout.find().root();
    private static final Path GRAFANA = ROOT.resolve("docker/monitoring/grafana");

    @ParameterizedTest
    @MethodSource("dashboards")
    void should_say_of_each_panel_what_it_shows_and_what_to_do(Dashboard dashboard) throws IOException {
        // given
        DocumentedMetrics metrics = DocumentedMetrics.of(
                read("docs/metrics.md") + read("docs/monitoring.md"),
                read("docker/monitoring/jmx/kafka.yml") + read("docker/monitoring/jmx/cassandra.yml"));
        DashboardRules rules = new DashboardRules(metrics, Headings.anchors(read("docs/operations.md")));
        // then
        assertThat(dashboard.panels()).isNotEmpty();
        assertThat(rules.problems(dashboard)).isEmpty();
    }

    @Test
    void should_be_three_with_names_of_their_own() throws IOException {
        assertThat(dashboards())
                .extracting(Dashboard::name)
                .containsExactly("pipeline.json", "runs.json", "servers.json");
        assertThat(dashboards()).extracting(board -> board.text("uid")).doesNotHaveDuplicates();
        assertThat(dashboards()).extracting(board -> board.text("title")).doesNotHaveDuplicates();
    }

    @Test
    void should_provision_the_source_that_the_panels_name() throws IOException {
        // given
        Map<String, Object> file =
                new Yaml().load(Files.readString(GRAFANA.resolve("provisioning/datasources/prometheus.yml")));
        // then
        assertThat((List<?>) file.get("datasources")).singleElement().satisfies(source -> assertThat((Map<?, ?>) source)
                .extracting("uid", "type")
                .containsExactly(DashboardRules.SOURCE, "prometheus"));
    }

    private static List<Dashboard> dashboards() throws IOException {
        return Dashboard.readAll(PanelQueries.DASHBOARDS);
    }

    private static String read(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }
}
