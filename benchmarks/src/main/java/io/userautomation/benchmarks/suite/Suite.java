package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Rounds;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.UsersFile;
import io.userautomation.benchmarks.suite.Benchmark.Reference;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All benchmarks, and how one is run. */
public final class Suite {

    /** What can be asked for. */
    public static final List<String> IDS = List.of("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R12");

    private final Lab lab;
    private final PrintStream progress;

    /** @param progress hears of every trial */
    public Suite(Lab lab, PrintStream progress) {
        this.lab = lab;
        this.progress = progress;
    }

    /**
     * Runs some of them, in the order of {@link #IDS}.
     *
     * @throws Exception the first failure of any contender: what was not measured as a whole gives no figure
     */
    public List<Outcome> run(List<String> ids) throws Exception {
        Path users = UsersFile.make(lab);
        progress.printf(Locale.ROOT, "%,d users are ready%n", lab.scale().users());
        List<Outcome> outcomes = new ArrayList<>();
        for (Benchmark benchmark : all(users)) {
            if (ids.contains(benchmark.id())) {
                outcomes.add(run(benchmark));
            }
        }
        return outcomes;
    }

    private List<Benchmark> all(Path users) {
        Publishing publishing = new Publishing(lab, users);
        Streaming streaming = new Streaming(lab);
        Writing writing = new Writing(lab, users);
        List<Benchmark> all = List.of(
                publishing.readyUsers(),
                publishing.wholeTask(),
                streaming.parsing(),
                writing.againstBareDriver(),
                writing.againstLoader(),
                writing.againstConnector(),
                writing.againstPostgresByHand(),
                streaming.queriesTogether(),
                streaming.againstPlainProgram());
        if (!new TreeSet<>(all.stream().map(Benchmark::id).toList()).equals(new TreeSet<>(IDS))) {
            throw new IllegalStateException("the list of benchmarks is not that of their ids");
        }
        return all;
    }

    private Outcome run(Benchmark benchmark) throws Exception {
        progress.println(benchmark.id() + " " + benchmark.title());
        List<Contender> everybody = Stream.concat(
                        Stream.of(benchmark.ours()),
                        benchmark.references().stream().flatMap(reference -> reference.ways().stream()))
                .toList();
        // Also warms the servers up.
        Rounds rounds = Rounds.run(everybody, 1, this::heard);
        List<String> fastest = new ArrayList<>();
        for (Reference reference : benchmark.references()) {
            fastest.add(rounds.fastestOf(
                    reference.ways().stream().map(Contender::name).toList()));
        }
        if (lab.scale().rounds() > 1) {
            List<Contender> finalists = everybody.stream()
                    .filter(contender -> contender.equals(benchmark.ours()) || fastest.contains(contender.name()))
                    .toList();
            rounds = Rounds.run(finalists, lab.scale().rounds(), this::heard);
        }
        return outcome(benchmark, fastest, rounds);
    }

    private static Outcome outcome(Benchmark benchmark, List<String> fastest, Rounds rounds) {
        Map<String, Spread> rates = new LinkedHashMap<>();
        rounds.names().forEach(name -> rates.put(name, rounds.rowsPerSecond(name)));
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < fastest.size(); i++) {
            verdicts.add(new Verdict(
                    fastest.get(i),
                    rounds.ratio(benchmark.ours().name(), fastest.get(i)),
                    benchmark.references().get(i).goal()));
        }
        return new Outcome(benchmark.id(), benchmark.title(), rates, verdicts);
    }

    private void heard(String contender, Trial trial) {
        progress.printf(
                Locale.ROOT,
                "  %-28s %,10.0f rows/s (%,d in %.1f s)%n",
                contender,
                trial.rowsPerSecond(),
                trial.rows(),
                trial.seconds());
    }
}
