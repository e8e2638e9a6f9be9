package io.userautomation.systemtests.monitoring;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The queries of rules and dashboards, as a test can ask them. */
final class Queries {

    private static final Pattern SELECTOR = Pattern.compile("\\b(?:up|user_automation_\\w+)(?:\\{[^}]*})?");

    /** No server of the local stack has them: PostgreSQL's exporter is in no package, and Airflow is not in this stack. */
    private static final Pattern ELSEWHERE = Pattern.compile("\\b(?:pg|airflow)_\\w+");

    private Queries() {}

    /** What a rule looks at: the rule itself has no result while all is well. */
    static List<String> selectors(AlertRule rule) {
        return SELECTOR.matcher(rule.expression())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Of all panels of all dashboards. */
    static List<String> ofDashboards(String rateInterval) throws IOException {
        return PanelQueries.all(rateInterval).stream()
                .filter(query -> !ELSEWHERE.matcher(query).find())
                .toList();
    }
}
