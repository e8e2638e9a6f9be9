package io.userautomation.benchmarks.compare;

import java.util.List;

/**
 * What several measurements of one thing have in common.
 *
 * @param median the middle one; of an even number the mean of the two in the middle
 * @param least the lowest
 * @param most the highest
 */
public record Spread(double median, double least, double most) {

    /** @throws IllegalArgumentException for no values at all */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values, no spread");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
