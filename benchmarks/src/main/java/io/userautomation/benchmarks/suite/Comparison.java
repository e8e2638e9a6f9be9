package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Rounds;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ours against one or several references.
 *
 * @param id as in {@code "R1"}
 * @param title what is compared with what
 * @param ours what this project does
 * @param references what it is compared with
 */
record Comparison(String id, String title, Contender ours, List<Reference> references) implements Benchmark {

    Comparison {
        references = List.copyOf(references);
    }

    /**
     * Something to be compared with.
     *
     * @param goal how many times its rows per second ours should do at least; null for no goal
     * @param ways one or several ways to do it, of which the fastest counts
     */
    record Reference(Goal goal, List<Contender> ways) {

        Reference {
            ways = List.copyOf(ways);
        }

        private List<String> names() {
            return ways.stream().map(Contender::name).toList();
        }
    }

    @Override
    public Outcome run(int rounds, Progress progress) throws Exception {
        List<Contender> everybody = Stream.concat(
                        Stream.of(ours), references.stream().flatMap(reference -> reference.ways().stream()))
                .toList();
        // Also warms the servers up.
        Rounds measured = Rounds.run(everybody, 1, progress::trial);
        List<String> fastest = new ArrayList<>();
        for (Reference reference : references) {
            fastest.add(measured.fastestOf(reference.names()));
        }
        if (rounds > 1) {
            List<Contender> finalists = everybody.stream()
                    .filter(contender -> contender.equals(ours) || fastest.contains(contender.name()))
                    .toList();
            measured = Rounds.run(finalists, rounds, progress::trial);
        }
        return outcome(fastest, measured);
    }

    private Outcome outcome(List<String> fastest, Rounds measured) {
        Map<String, Spread> rates = new LinkedHashMap<>();
        measured.names().forEach(name -> rates.put(name, measured.rowsPerSecond(name)));
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < fastest.size(); i++) {
            verdicts.add(new Verdict(
                    fastest.get(i),
                    measured.ratio(ours.name(), fastest.get(i)),
                    "",
                    references.get(i).goal()));
        }
        return new Outcome(id, title, rates, verdicts);
    }
}
