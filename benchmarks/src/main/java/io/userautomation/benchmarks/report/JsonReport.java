package io.userautomation.benchmarks.report;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures for programs: per benchmark its title, each contender's rows per second, each figure with its goal. */
public final class JsonReport {

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private JsonReport() {}

    /** One line. */
    public static String line(List<Outcome> outcomes) {
        Map<String, Benchmark> byId = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byId.put(
                outcome.id(),
                new Benchmark(
                        outcome.title(),
                        outcome.rowsPerSecond(),
                        outcome.verdicts().stream()
                                .map(verdict -> new Judged(
                                        verdict.about(),
                                        verdict.figure(),
                                        verdict.unit(),
                                        verdict.goal(),
                                        verdict.ending()))
                                .toList())));
        return GSON.toJson(byId);
    }

    private record Benchmark(String title, Map<String, Spread> rowsPerSecond, List<Judged> figures) {}

    private record Judged(String about, Spread figure, String unit, Goal goal, Verdict.Ending ending) {}
}
