package io.userautomation.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Several contenders, each measured once in every round. Every other round goes backwards (A B, B A, A B, …), so that
 * what drifts meanwhile, as a disk that fills or a processor that warms up, favours nobody.
 */
public final class Rounds {

    private final List<Contender> contenders;
    private final Map<String, List<Trial>> trials = new LinkedHashMap<>();

    private Rounds(List<Contender> contenders) {
        this.contenders = List.copyOf(contenders);
        contenders.forEach(contender -> trials.put(contender.name(), new ArrayList<>()));
    }

    /**
     * Runs them.
     *
     * @param heard hears of each trial, with the contender's name
     * @throws Exception the first failure: with a contender missing there is nothing to compare
     */
    public static Rounds run(List<Contender> contenders, int count, BiConsumer<String, Trial> heard) throws Exception {
        Rounds rounds = new Rounds(contenders);
        for (int round = 0; round < count; round++) {
            rounds.runOnce(round % 2 == 1, heard);
        }
        return rounds;
    }

    private void runOnce(boolean backwards, BiConsumer<String, Trial> heard) throws Exception {
        List<Contender> order = new ArrayList<>(contenders);
        if (backwards) {
            Collections.reverse(order);
        }
        for (Contender contender : order) {
            Trial trial = contender.work().once();
            heard.accept(contender.name(), trial);
            trials.get(contender.name()).add(trial);
        }
    }

    /** Rows per second of one of them. */
    public Spread rowsPerSecond(String contender) {
        return Spread.of(
                trials.get(contender).stream().map(Trial::rowsPerSecond).toList());
    }

    /** All names, in the order in which they were given. */
    public List<String> names() {
        return List.copyOf(trials.keySet());
    }

    /** How many times faster the first is than the second: one ratio per round, both being of that round. */
    public Spread ratio(String ours, String reference) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < trials.get(ours).size(); round++) {
            ratios.add(trials.get(ours).get(round).rowsPerSecond()
                    / trials.get(reference).get(round).rowsPerSecond());
        }
        return Spread.of(ratios);
    }

    /** The fastest of these, by the median. */
    public String fastestOf(List<String> names) {
        return names.stream()
                .max((one, other) -> Double.compare(
                        rowsPerSecond(one).median(), rowsPerSecond(other).median()))
                .orElseThrow();
    }
}
