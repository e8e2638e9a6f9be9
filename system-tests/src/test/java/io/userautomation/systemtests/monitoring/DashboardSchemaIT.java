package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Grafana's own schema and Prometheus' own parser say of the dashboards. */
@Tag("slow")
class DashboardSchemaIT {

    private static final Duration CHECK = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void should_fit_grafanas_schema() throws IOException {
        // when
        Finished checked = check(files());
        // then
        assertThat(checked.stderr()).isEmpty();
        assertThat(checked.exitStatus()).isZero();
    }

    /** That the check finds something, at each depth. */
    @Test
    void should_not_fit_with_fields_that_grafana_does_not_know() throws IOException {
        String good = Files.readString(PanelQueries.DASHBOARDS.resolve("pipeline.json"));
        for (String field : List.of("graphTooltip", "gridPos", "noValue", "fillOpacity", "colorMode", "legendFormat")) {
            // given
            Path bad = folder.resolve("bad.json");
            Files.writeString(bad, good.replace("\"" + field + "\"", "\"unknown\""));
            // when
            Finished checked = check(List.of(bad));
            // then
            assertThat(checked.exitStatus()).as(field).isEqualTo(1);
            assertThat(checked.stderr()).contains("bad.json: ").contains("unexpected field 'unknown'");
        }
    }

    /** As the rules of a file, so that one process reads them all. */
    @Test
    void should_ask_what_prometheus_understands() throws IOException {
        // given
        StringBuilder rules = new StringBuilder("groups:\n- name: panels\n  rules:\n");
        List<String> queries = PanelQueries.all("1m");
        for (int i = 0; i < queries.size(); i++) {
            String query = queries.get(i).replace("'", "''");
            rules.append("  - {record: 'panel_%s', expr: '%s'}\n".formatted(i, query));
        }
        Path file = Files.writeString(folder.resolve("panels.yml"), rules);
        // when
        Finished checked = GoPrograms.command("prometheus", "promtool")
                .arguments("check", "rules", file.toString())
                .start()
                .await(CHECK);
        // then
        assertThat(checked.exitStatus()).as(checked.stderr()).isZero();
        assertThat(String.join("\n", checked.stdout())).contains("SUCCESS: " + queries.size() + " rules found");
    }

    private static Finished check(List<Path> files) {
        return GoPrograms.command("dashboards", "dashboards")
                .arguments(files.stream().map(Path::toString).toList())
                .start()
                .await(CHECK);
    }

    private static List<Path> files() throws IOException {
        return Dashboard.readAll(PanelQueries.DASHBOARDS).stream()
                .map(dashboard -> PanelQueries.DASHBOARDS.resolve(dashboard.name()))
                .toList();
    }
}
