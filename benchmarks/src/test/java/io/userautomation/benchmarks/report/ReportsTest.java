package io.userautomation.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final List<Outcome> OUTCOMES = List.of(new Outcome(
            "R0",
            "ours / </script> others'",
            Map.of("ours", new Spread(9, 8, 10)),
            List.of(
                    new Verdict("slow", new Spread(3, 2, 4), "", Goal.atLeast(2.0)),
                    new Verdict("fast", new Spread(0.9, 0.8, 1), "", Goal.atLeast(1.0)),
                    new Verdict("late", new Spread(0.9, 0.8, 1.2), "s", Goal.atMost(1.0)),
                    new Verdict("other", new Spread(0.5, 0.4, 0.6), "", null))));

    @Test
    void should_say_in_a_table_which_goals_are_met() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TableReport.print(OUTCOMES, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().skip(1).map(String::strip))
                .satisfiesExactly(
                        met -> assertThat(met).startsWith("R0").contains("3.00").endsWith("met"),
                        missed -> assertThat(missed).contains("fast", "≥ 1.0").endsWith("MISSED"),
                        late -> assertThat(late).contains("late, s", "≤ 1.0").endsWith("met"),
                        told -> assertThat(told).contains("other").endsWith("-"));
    }

    @Test
    void should_give_every_figure_as_json() {
        JsonObject figures = JsonParser.parseString(JsonReport.line(OUTCOMES)).getAsJsonObject();
        assertThat(figures).isEqualTo(JsonParser.parseString("""
                        {"R0": {"title": "ours / </script> others'", "rows_per_second": {"ours": {"median": 9.0, "least": 8.0, "most": 10.0}},
                          "figures": [
                            {"about": "slow", "figure": {"median": 3.0, "least": 2.0, "most": 4.0}, "unit": "", "goal": {"bound": "at least", "value": 2.0}, "ending": "met"},
                            {"about": "fast", "figure": {"median": 0.9, "least": 0.8, "most": 1.0}, "unit": "", "goal": {"bound": "at least", "value": 1.0}, "ending": "missed"},
                            {"about": "late", "figure": {"median": 0.9, "least": 0.8, "most": 1.2}, "unit": "s", "goal": {"bound": "at most", "value": 1.0}, "ending": "met"},
                            {"about": "other", "figure": {"median": 0.5, "least": 0.4, "most": 0.6}, "unit": "", "goal": null, "ending": "no goal"}]}}
                        """));
    }

    @Test
    void should_make_a_page_that_holds_all_it_needs() {
        String page = HtmlReport.page(OUTCOMES, Map.of("cores", "2"));
        assertThat(page)
                .contains("\"cores\":\"2\"", "Chart.js v", "\"about\":\"slow\"", "<\\/script> others'")
                .doesNotContain("@@", "src=", "</script> others'");
    }
}
