package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** Of all panels of all dashboards, where there are any. */
    static List<String> ofDashboards(String rateInterval) throws IOException {
        Path folder = Checkout.find().root().resolve("docker/monitoring/grafana/dashboards");
        List<String> queries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(name -> name.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    collect(JsonParser.parseString(Files.readString(file)), queries);
                }
            }
        }
        return queries.stream()
                .map(query -> query.replace("$__rate_interval", rateInterval).replaceAll("\\$\\{?\\w+}?", ".*"))
                .filter(query -> !ELSEWHERE.matcher(query).find())
                .distinct()
                .toList();
    }

    private static void collect(JsonElement json, List<String> queries) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(child -> collect(child, queries));
        } else if (json.isJsonObject()) {
            json.getAsJsonObject().entrySet().forEach(field -> {
                if (field.getKey().equals("expr") && field.getValue().isJsonPrimitive()) {
                    queries.add(field.getValue().getAsString());
                } else {
                    collect(field.getValue(), queries);
                }
            });
        }
    }
}
