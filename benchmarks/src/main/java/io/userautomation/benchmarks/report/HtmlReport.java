package io.userautomation.benchmarks.report;

import com.google.gson.Gson;
import io.userautomation.benchmarks.compare.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A page with charts that needs nothing but itself. */
public final class HtmlReport {

    private static final Gson GSON = new Gson();
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.js";

    private HtmlReport() {}

    /** @param machine what the figures depend on */
    public static String page(List<Outcome> outcomes, Map<String, String> machine) {
        return resource("report.html")
                .replace("@@machine@@", script(GSON.toJson(machine)))
                .replace("@@outcomes@@", script(JsonReport.line(outcomes)))
                .replace("@@charts@@", resource(CHARTS.formatted(chartsVersion())));
    }

    private static String chartsVersion() {
        return resource("chart.js.version").strip();
    }

    /** Inside of a script, where it could end it. */
    private static String script(String json) {
        return json.replace("</", "<\\/");
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
