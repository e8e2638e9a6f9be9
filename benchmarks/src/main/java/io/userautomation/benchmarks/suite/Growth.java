package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.RunningPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whether ten times the users take ten times as long, in the same memory. */
final class Growth implements Benchmark {

    private static final Goal GOAL_RATE = Goal.atLeast(0.95);

    /** What counts as flat: a JVM's heap is never the same twice. */
    private static final Goal GOAL_MEMORY = Goal.atMost(1.1);

    private final Lab lab;

    Growth(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String id() {
        return "R11";
    }

    @Override
    public String title() {
        return "the whole pipeline with %s / with %s: rows per second, and each process' peak memory"
                .formatted(users(lab.scale().manyUsers()), users(lab.scale().fewUsers()));
    }

    @Override
    public Outcome run(int rounds, Progress progress) throws Exception {
        int few = lab.scale().fewUsers();
        int many = lab.scale().manyUsers();
        Map<Integer, List<RunningPipeline.Result>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int users : round % 2 == 0 ? List.of(many, few) : List.of(few, many)) {
                RunningPipeline.Result result = lab.topics().onFresh(topic -> run(topic, users));
                progress.trial(users(users), new Trial(users, result.seconds()));
                progress.line("    peak memory, MiB: %s", new TreeMap<>(result.peaks()));
                results.computeIfAbsent(users, absent -> new ArrayList<>()).add(result);
            }
        }
        Map<String, Spread> rates = new LinkedHashMap<>();
        rates.put(users(many), Spread.of(rates(many, results.get(many))));
        rates.put(users(few), Spread.of(rates(few, results.get(few))));
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(new Verdict(
                users(few), ratios(rates(many, results.get(many)), rates(few, results.get(few))), "", GOAL_RATE));
        for (String process : new TreeMap<>(results.get(few).get(0).peaks()).keySet()) {
            List<Double> peaks = peaks(process, results.get(many));
            verdicts.add(new Verdict("peak memory, " + process, Spread.of(peaks), "MiB", null));
            verdicts.add(new Verdict(
                    "  by that of " + users(few), ratios(peaks, peaks(process, results.get(few))), "", GOAL_MEMORY));
        }
        return new Outcome(id(), title(), rates, verdicts);
    }

    private RunningPipeline.Result run(String topic, int users) throws InterruptedException {
        int earlier = lab.scale().warmUp();
        try (RunningPipeline pipeline = RunningPipeline.start(lab, topic)) {
            pipeline.run(topic + "-earlier", earlier);
            RunningPipeline.Result result = pipeline.run(topic, users);
            Programs.emptyBoth(lab, users + earlier);
            return result;
        }
    }

    private static List<Double> rates(int users, List<RunningPipeline.Result> results) {
        return results.stream()
                .map(result -> new Trial(users, result.seconds()).rowsPerSecond())
                .toList();
    }

    private static List<Double> peaks(String process, List<RunningPipeline.Result> results) {
        return results.stream().map(result -> result.peaks().get(process)).toList();
    }

    private static Spread ratios(List<Double> ours, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / others.get(round));
        }
        return Spread.of(ratios);
    }

    private static String users(int number) {
        return String.format(Locale.ROOT, "%,d users", number);
    }
}
