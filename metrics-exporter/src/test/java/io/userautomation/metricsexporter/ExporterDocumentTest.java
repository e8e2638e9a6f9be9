package io.userautomation.metricsexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/metrics.md equal to the code: every metric is a row of it, with its labels, and every row a metric. */
class ExporterDocumentTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| `(user_automation_(?!stream_)[a-z_]+)` \\| gauge \\| ([^|]*?) ?\\|", Pattern.MULTILINE);

    @Test
    void should_document_every_metric_and_no_other() throws IOException {
        // given
        ExporterMeters meters = new ExporterMeters(List.of("cassandra", "postgres"));
        // when
        List<MetricSnapshot> served = meters.registry().scrape().stream().toList();
        // then
        assertThat(served).allMatch(GaugeSnapshot.class::isInstance);
        assertThat(documented())
                .isEqualTo(served.stream()
                        .map(metric -> metric.getMetadata().getPrometheusName() + ", " + labels(metric))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> documented() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("project.root"), "docs", "metrics.md"));
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(document);
        while (row.find()) {
            rows.add(row.group(1) + ", " + row.group(2));
        }
        return rows;
    }

    private static String labels(MetricSnapshot metric) {
        return metric.getDataPoints().get(0).getLabels().stream()
                .map(Label::getName)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
    }
}
