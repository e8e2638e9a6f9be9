package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.RunningPipeline;
import io.userautomation.model.runs.StoreReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long a user takes from its publication to the databases' acknowledgement, at half of the rate that the pipeline
 * sustains. The publisher sends by the clock, whatever the pipeline does, and each record's time begins with its Kafka
 * timestamp.
 */
final class Latency implements Benchmark {

    private static final double HALF = 0.5;

    private static final String P99 = "p99";
    private static final Map<String, Double> PERCENTILES = percentiles();
    private static final Goal GOAL_P99 = Goal.atMost(1.0);

    private final Lab lab;

    Latency(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String id() {
        return "R10";
    }

    @Override
    public String title() {
        return "from publication to the databases' acknowledgement, at half of the sustainable rate, no pause between batches";
    }

    @Override
    public Outcome run(int rounds, Progress progress) throws Exception {
        return lab.topics().onFresh(topic -> {
            try (RunningPipeline pipeline = RunningPipeline.start(lab, topic, "--trigger-interval", "0s")) {
                return run(pipeline, topic, rounds, progress);
            }
        });
    }

    /** All in one job: its first minute, in which its code is still being compiled, is no round. */
    private Outcome run(RunningPipeline pipeline, String topic, int rounds, Progress progress)
            throws InterruptedException {
        int users = lab.scale().fewUsers();
        pipeline.run(topic + "-earlier", users);
        Trial sustainable = trial(pipeline.run(topic + "-full", users));
        progress.trial("as fast as it goes", sustainable);
        String rate = Long.toString(Math.max(1, Math.round(sustainable.rowsPerSecond() * HALF)));
        List<Double> rates = new ArrayList<>();
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            RunningPipeline.Result result = pipeline.run(topic + "-" + round, users, "--rate", rate);
            progress.trial("at half of that", trial(result));
            rates.add(trial(result).rowsPerSecond());
            for (StoreReport report : result.reports()) {
                Histogram millis = histogram(report);
                PERCENTILES.forEach((name, percent) -> figures.computeIfAbsent(
                                report.sink() + ", " + name, absent -> new ArrayList<>())
                        .add(millis.getValueAtPercentile(percent) / (double) TimeUnit.SECONDS.toMillis(1)));
            }
            progress.line("    seconds: %s", figures);
        }
        Programs.emptyBoth(lab, (2 + rounds) * users);
        Map<String, Spread> rowsPerSecond = new LinkedHashMap<>();
        rowsPerSecond.put("as fast as it goes", Spread.of(List.of(sustainable.rowsPerSecond())));
        rowsPerSecond.put("at half of that", Spread.of(rates));
        return new Outcome(id(), title(), rowsPerSecond, verdicts(figures));
    }

    private static List<Verdict> verdicts(Map<String, List<Double>> figures) {
        return figures.entrySet().stream()
                .map(figure -> new Verdict(
                        figure.getKey(),
                        Spread.of(figure.getValue()),
                        "s",
                        figure.getKey().endsWith(P99) ? GOAL_P99 : null))
                .toList();
    }

    private Trial trial(RunningPipeline.Result result) {
        return new Trial(lab.scale().fewUsers(), result.seconds());
    }

    private static Histogram histogram(StoreReport report) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(report.histogram())), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("the report of " + report.sink() + " holds no histogram", e);
        }
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p95", 95.0);
        percentiles.put(P99, 99.0);
        return percentiles;
    }
}
