package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.UsersFile;
import io.userautomation.localstack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** All benchmarks. */
public final class Suite {

    /** What can be asked for. */
    public static final List<String> IDS =
            List.of("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13");

    private final Lab lab;
    private final Progress progress;
    private final List<Benchmark> benchmarks;

    /** @param progress hears of every trial */
    public Suite(Lab lab, PrintStream progress) throws IOException {
        this.lab = lab;
        this.progress = new Progress(progress);
        this.benchmarks = all(lab, UsersFile.make(lab));
        if (!new TreeSet<>(benchmarks.stream().map(Benchmark::id).toList()).equals(new TreeSet<>(IDS))) {
            throw new IllegalStateException("the list of benchmarks is not that of their ids");
        }
        this.progress.line("%,d users are ready", lab.scale().users());
    }

    /**
     * Runs some of them, in the order of {@link #IDS}.
     *
     * @throws Exception the first failure of any contender: what was not measured as a whole gives no figure
     */
    public List<Outcome> run(List<String> ids) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            if (ids.contains(benchmark.id())) {
                progress.line("%s %s", benchmark.id(), benchmark.title());
                outcomes.add(benchmark.run(lab.scale().rounds(), progress));
            }
        }
        return outcomes;
    }

    /**
     * Runs ours once more, where it did the fewest rows per second of those that were compared, and draws where its time
     * goes. The whole pipeline is no candidate: it is many processes, each of which is in another benchmark.
     *
     * @throws Exception as {@link #run}
     */
    public void drawSlowest(List<Outcome> outcomes, Path flameGraph) throws Exception {
        Comparison slowest = benchmarks.stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .filter(comparison ->
                        outcomes.stream().anyMatch(outcome -> outcome.id().equals(comparison.id())))
                .min(Comparator.comparingDouble(comparison -> rowsPerSecond(comparison, outcomes)))
                .orElseThrow(
                        () -> new StackException("there is nothing to draw: ask for one of R1 to R8 or R12 as well"));
        progress.line("%s under the profiler", slowest.id());
        lab.profiling(flameGraph, () -> slowest.ours().work().once());
    }

    private static double rowsPerSecond(Comparison comparison, List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.id().equals(comparison.id()))
                .mapToDouble(outcome ->
                        outcome.rowsPerSecond().get(comparison.ours().name()).median())
                .findFirst()
                .orElseThrow();
    }

    private static List<Benchmark> all(Lab lab, Path users) {
        Publishing publishing = new Publishing(lab, users);
        Streaming streaming = new Streaming(lab);
        Writing writing = new Writing(lab, users);
        return List.of(
                publishing.readyRecords(),
                publishing.wholeTask(),
                streaming.parsing(),
                writing.againstBareDriver(),
                writing.againstLoader(),
                writing.againstConnector(),
                writing.againstPostgresByHand(),
                streaming.queriesTogether(),
                new WholePipeline(lab).againstOneByOne(),
                new Latency(lab),
                new Growth(lab),
                streaming.againstPlainProgram(),
                new ColdStart(lab));
    }
}
