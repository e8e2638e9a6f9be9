package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for each dashboard, so that whoever looks at a panel knows what it says and what to do.
 *
 * @param metrics that queries may name
 * @param runbooks headings of docs/operations.md
 */
record DashboardRules(DocumentedMetrics metrics, Set<String> runbooks) {

    /** As it is provisioned. */
    static final String SOURCE = "prometheus";

    private static final int COLUMNS = 24;

    /** Those that the checker of Grafana's schema looks into. */
    private static final Set<String> KINDS = Set.of("bargauge", "stat", "state-timeline", "table", "timeseries");

    /** The last line of a description. */
    private static final Pattern ADVICE = Pattern.compile(
            "\\n\\nIf it is red: [^\\n]+`docs/operations\\.md#([\\w-]+)`\\.$", Pattern.UNICODE_CHARACTER_CLASS);

    /** One message for each thing that is wrong. */
    List<String> problems(Dashboard dashboard) {
        List<String> problems = new ArrayList<>();
        if (!dashboard.text("refresh").equals("10s")) {
            problems.add(dashboard.name() + ": does not refresh every 10s");
        }
        Set<String> ids = new HashSet<>();
        List<Panel> before = new ArrayList<>();
        for (Panel panel : dashboard.panels()) {
            if (!ids.add(panel.text("id"))) {
                problems.add(panel.problem("has the id of another: " + panel.text("id")));
            }
            place(panel, before, problems);
            look(panel, problems);
            panel.targets().forEach(target -> query(panel, target, problems));
            before.add(panel);
        }
        return problems;
    }

    private static void place(Panel panel, List<Panel> before, List<String> problems) {
        if (panel.place("w") < 1 || panel.place("h") < 1 || panel.place("x") + panel.place("w") > COLUMNS) {
            problems.add(panel.problem("is not within the %s columns of the grid".formatted(COLUMNS)));
        }
        before.stream()
                .filter(panel::overlaps)
                .forEach(other -> problems.add(panel.problem("overlaps \"" + other.text("title") + "\"")));
    }

    private void look(Panel panel, List<String> problems) {
        if (!KINDS.contains(panel.text("type"))) {
            problems.add(panel.problem("is of a kind that the schema's checker does not know: " + panel.text("type")));
        }
        if (panel.text("title").isBlank()) {
            problems.add(panel.problem("has no title"));
        }
        if (panel.text("fieldConfig", "defaults", "unit").isBlank()) {
            problems.add(panel.problem("has no unit"));
        }
        Matcher advice = ADVICE.matcher(panel.text("description"));
        if (!advice.find() || advice.start() == 0) {
            problems.add(panel.problem("its description does not end with \"If it is red: …\" and a runbook"));
        } else if (!runbooks.contains(advice.group(1))) {
            problems.add(panel.problem("there is no heading #" + advice.group(1) + " in docs/operations.md"));
        }
        if (panel.targets().isEmpty()) {
            problems.add(panel.problem("asks for nothing"));
        }
        source(panel, panel.definition(), problems);
    }

    private void query(Panel panel, JsonObject target, List<String> problems) {
        source(panel, target, problems);
        String query = Dashboard.text(target, "expr");
        Set<String> names = PromQl.metrics(query);
        if (names.isEmpty()) {
            problems.add(panel.problem("names no metric: " + query));
        }
        names.stream()
                .filter(name -> !metrics.has(name))
                .forEach(name ->
                        problems.add(panel.problem("docs/metrics.md and docs/monitoring.md do not list " + name)));
        PromQl.ranges(query).stream()
                .filter(range -> !range.equals("$__rate_interval"))
                .forEach(range -> problems.add(panel.problem("its range is not $__rate_interval but " + range)));
    }

    private static void source(Panel panel, JsonObject named, List<String> problems) {
        String uid = Dashboard.text(named, "datasource", "uid");
        if (!uid.equals(SOURCE)) {
            problems.add(panel.problem("its datasource is not " + SOURCE + " but " + uid));
        }
    }
}
