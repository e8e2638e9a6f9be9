package io.userautomation.sparkjob.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
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

/** Keeps docs/metrics.md equal to the code: every metric is a row of it, with its type and labels, and every row a metric. */
class MetricsDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(user_automation_stream_[a-z_]+)` \\| ([a-z]+) \\| ([^|]+) \\|", Pattern.MULTILINE);

    @Test
    void should_document_every_metric_and_no_other() throws IOException {
        // given
        Meters meters = new Meters(List.of("cassandra", "postgres"), List.of("dead_letters"));
        // when
        Set<String> served = meters.registry().scrape().stream()
                .map(metric -> "%s, %s, %s".formatted(name(metric), type(metric), labels(metric)))
                .collect(Collectors.toCollection(TreeSet::new));
        // then
        assertThat(documented()).isEqualTo(served);
    }

    private static Set<String> documented() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("project.root"), "docs", "metrics.md"));
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(document);
        while (row.find()) {
            rows.add("%s, %s, %s".formatted(row.group(1), row.group(2), row.group(3)));
        }
        return rows;
    }

    private static String name(MetricSnapshot metric) {
        String name = metric.getMetadata().getPrometheusName();
        return metric instanceof CounterSnapshot && !name.endsWith("_total") ? name + "_total" : name;
    }

    private static String type(MetricSnapshot metric) {
        if (metric instanceof CounterSnapshot) {
            return "counter";
        }
        return metric instanceof HistogramSnapshot ? "histogram" : "gauge";
    }

    private static String labels(MetricSnapshot metric) {
        return metric.getDataPoints().get(0).getLabels().stream()
                .map(Label::getName)
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", "));
    }
}
