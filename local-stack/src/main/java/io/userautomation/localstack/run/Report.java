package io.userautomation.localstack.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The summary for a person: what became of the users, how fast, and what failed. */
final class Report {

    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99", "max");

    private final RunSummary summary;
    private final List<String> places;

    /** @param places where to look, a line each */
    Report(RunSummary summary, List<String> places) {
        this.summary = summary;
        this.places = List.copyOf(places);
    }

    /** Lines, each with its end. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Run %s: %s in %s"
                .formatted(
                        summary.runId(),
                        summary.succeeded() ? "success" : "FAILED with status " + summary.exitStatus(),
                        seconds(summary.elapsed())));
        summary.end().firstFailure().ifPresent(failed -> lines.addAll(failure(failed)));
        lines.addAll(counts());
        lines.add("");
        lines.addAll(places);
        lines.add("");
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** One line: what failed, or else the counts. */
    String note() {
        return summary.end()
                .firstFailure()
                .map(Report::sentence)
                .orElseGet(() -> String.join(
                        "; ",
                        counts().stream()
                                .map(line -> line.strip().replaceAll(" {2,}", " "))
                                .toList()));
    }

    private static List<String> failure(TaskResult failed) {
        return List.of("  " + sentence(failed), "  its log: " + failed.log());
    }

    private static String sentence(TaskResult failed) {
        return "%s failed with status %s: %s".formatted(failed.name().label(), failed.exitStatus(), failed.sentence());
    }

    private List<String> counts() {
        JsonObject json = summary.toSummary().toJson();
        List<String> lines = new ArrayList<>();
        lines.add("  fetched        " + shown(json.get("fetched")));
        lines.add("  published      %s%s, rejected %s"
                .formatted(shown(json.get("published")), publishRate(), shown(json.get("rejected"))));
        for (String store : summary.stores()) {
            lines.add("  stored         %s in %s%s"
                    .formatted(
                            shown(json.get("stored_" + store)),
                            store,
                            latency(json.getAsJsonObject("latency_millis").get(store))));
        }
        if (json.get("stored_by").isJsonPrimitive()) {
            boolean stream = json.get("stored_by").getAsString().equals("stream");
            lines.add("  stored by      " + (stream ? "the stream" : "the run itself"));
        }
        lines.add("  dead-lettered  " + shown(json.get("dead_lettered")));
        lines.add("  missing        " + shown(json.get("missing")));
        JsonElement page = summary.end().said(TaskName.AUDIT_RUN, "report");
        if (page.isJsonPrimitive()) {
            lines.add("  page           " + page.getAsString());
        }
        return lines;
    }

    private String publishRate() {
        JsonElement rate = summary.end().said(TaskName.PUBLISH_USERS, "users_per_second");
        return rate.isJsonNull() ? "" : String.format(Locale.ROOT, " (%,.0f users/s)", rate.getAsDouble());
    }

    private static String latency(JsonElement millis) {
        if (!(millis instanceof JsonObject latency)) {
            return "";
        }
        return PERCENTILES.stream()
                .filter(name -> latency.has(name) && latency.get(name).isJsonPrimitive())
                .map(name -> name + " " + seconds(latency.get(name)))
                .collect(Collectors.joining(", ", " (published to stored: ", ")"));
    }

    private static String seconds(JsonElement millis) {
        return seconds(Duration.ofMillis(millis.getAsLong()));
    }

    /** As in {@code 61.5 s}. */
    static String seconds(Duration elapsed) {
        return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1_000.0);
    }

    private static String shown(JsonElement value) {
        return value.isJsonNull() ? "unknown" : String.format(Locale.ROOT, "%,d", value.getAsLong());
    }
}
