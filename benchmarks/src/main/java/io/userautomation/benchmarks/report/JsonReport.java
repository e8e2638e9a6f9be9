package io.userautomation.benchmarks.report;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures for programs: per benchmark its title, each contender's rows per second, each goal's ratio. */
public final class JsonReport {

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private JsonReport() {}

    /** One line. */
    public static String line(List<Outcome> outcomes) {
        Map<String, Figures> byId = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byId.put(
                outcome.id(),
                new Figures(
                        outcome.title(),
                        outcome.rowsPerSecond(),
                        outcome.verdicts().stream()
                                .map(verdict ->
                                        new Goal(verdict.against(), verdict.ratio(), verdict.goal(), verdict.ending()))
                                .toList())));
        return GSON.toJson(byId);
    }

    private record Figures(String title, Map<String, Spread> rowsPerSecond, List<Goal> goals) {}

    private record Goal(String against, Spread ratio, Double goal, Verdict.Ending ending) {}
}
