package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That each rule finds what it is there for: one thing at a time is made wrong in a dashboard that is right. */
class DashboardRulesTest {

    private static final String METRICS = """
            | metric | type | labels | what it says |
            |---|---|---|---|
            | `users_stored_total` | counter | `store` | rows |
            | `latency_seconds`, `lag_records` | histogram | `store` | how late |
            | `jvm_…`, `process_…` | several | several | the JVM |
            """;

    private static final String RULES = """
            rules:
              - pattern: kafka.server<name=MessagesInPerSec><>Count
                name: kafka_records_total
            """;

    private static final String GOOD = """
            {"uid": "u", "refresh": "10s", "panels": [
              {"id": 1, "type": "stat", "title": "Stored", "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8},
               "description": "Rows.\\n\\nIf it is red: start it, see `docs/operations.md#the-stream-is-down`.",
               "datasource": {"uid": "prometheus"}, "fieldConfig": {"defaults": {"unit": "s"}},
               "targets": [{"datasource": {"uid": "prometheus"},
                 "expr": "sum by (le, store) (rate(users_stored_total{store='x'}[$__rate_interval]))"}]},
              {"id": 2, "type": "table", "title": "Heap", "gridPos": {"x": 12, "y": 0, "w": 12, "h": 8},
               "description": "Bytes.\\n\\nIf it is red: see `docs/operations.md#the-stream-is-down`.",
               "datasource": {"uid": "prometheus"}, "fieldConfig": {"defaults": {"unit": "bytes"}},
               "targets": [{"datasource": {"uid": "prometheus"}, "expr": "jvm_x and on (job) latency_seconds_bucket or kafka_records_total"}]}
            ]}
            """;

    private final DashboardRules rules = new DashboardRules(
            DocumentedMetrics.of(METRICS, RULES), Headings.anchors("# A\n### The *stream* is `down`\n"));

    @Test
    void should_find_nothing_in_a_good_dashboard() {
        assertThat(rules.problems(Dashboard.parse("good.json", GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "10s                        | 1m                 | does not refresh",
                "\"id\": 2                  | \"id\": 1          | has the id of another",
                "\"x\": 12                  | \"x\": 11          | overlaps \"Stored\"",
                "\"x\": 12                  | \"x\": 13          | is not within the 24 columns",
                "\"type\": \"table\"        | \"type\": \"text\" | is of a kind that",
                "\"title\": \"Heap\"        | \"title\": \"\"    | has no title",
                "\"unit\": \"bytes\"        | \"min\": 0         | has no unit",
                "If it is red: see          | See                | does not end with",
                "Bytes.\\n\\nIf             | If                 | does not end with",
                "start it, see `docs/operations.md#the-stream-is-down` | start it | does not end with",
                "#the-stream-is-down`.\"    | #gone`.\"          | there is no heading #gone",
                "\"expr\": \"jvm_x and      | \"expr\": \"jwm_x and | do not list jwm_x",
                "latency_seconds_bucket     | latency_seconds_most | do not list latency_seconds_most",
                "kafka_records_total        | kafka_record_total | do not list kafka_record_total",
                "jvm_x and on (job) latency_seconds_bucket or kafka_records_total | 1 + 1 | names no metric",
                "$__rate_interval           | 5m                 | its range is not $__rate_interval but 5m",
                "\"targets\": [{\"datasource\": {\"uid\": \"prometheus\"}, | \"targets\": [{ | its datasource is not",
            })
    void should_find_what_is_wrong(String right, String wrong, String problem) {
        // given
        assertThat(GOOD).contains(right);
        // when
        Dashboard bad = Dashboard.parse("bad.json", GOOD.replace(right, wrong));
        // then
        assertThat(rules.problems(bad)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void should_find_the_metrics_in_a_query() {
        assertThat(PromQl.metrics("histogram_quantile(0.5, sum by (le) (rate(a_bucket{x=\"b, c\"}[1m]))) > bool 0"
                        + " and on (run) time() - (d > 0) or 2 * e + group_left f"))
                .isEqualTo(Set.of("a_bucket", "d", "e", "f"));
    }
}
