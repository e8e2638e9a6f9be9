package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.PipelineRun;
import io.userautomation.contract.runs.StoreReport;
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

    private static final List<String> WITHOUT_PAUSES = List.of("--trigger-interval", "0s");

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
        Trial sustainable = lab.topics().onFresh(topic -> trial(run(topic, List.of())));
        progress.trial("as fast as it goes", sustainable);
        long rate = Math.max(1, Math.round(sustainable.rowsPerSecond() * HALF));
        List<Double> rates = new ArrayList<>();
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            PipelineRun.Result result =
                    lab.topics().onFresh(topic -> run(topic, List.of("--rate", Long.toString(rate))));
            progress.trial("at half of that", trial(result));
            rates.add(trial(result).rowsPerSecond());
            for (StoreReport report : result.reports()) {
                Histogram millis = histogram(report);
                PERCENTILES.forEach((name, percent) -> figures.computeIfAbsent(
                                report.sink() + ", " + name, absent -> new ArrayList<>())
                        .add(millis.getValueAtPercentile(percent) / (double) TimeUnit.SECONDS.toMillis(1)));
            }
        }
        Map<String, Spread> rowsPerSecond = new LinkedHashMap<>();
        rowsPerSecond.put("as fast as it goes", Spread.of(List.of(sustainable.rowsPerSecond())));
        rowsPerSecond.put("at half of that", Spread.of(rates));
        return new Outcome(
                id(),
                title(),
                rowsPerSecond,
                figures.entrySet().stream()
                        .map(figure -> new Verdict(
                                figure.getKey(),
                                Spread.of(figure.getValue()),
                                "s",
                                figure.getKey().endsWith(P99) ? GOAL_P99 : null))
                        .toList());
    }

    private PipelineRun.Result run(String topic, List<String> request) throws InterruptedException {
        int earlier = lab.scale().warmUp();
        int users = lab.scale().fewUsers();
        PipelineRun.Result result = new PipelineRun(lab, topic, earlier).run(users, request, WITHOUT_PAUSES);
        Programs.empty(lab, "cassandra", users + earlier);
        Programs.empty(lab, "postgres", users + earlier);
        return result;
    }

    private Trial trial(PipelineRun.Result result) {
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
