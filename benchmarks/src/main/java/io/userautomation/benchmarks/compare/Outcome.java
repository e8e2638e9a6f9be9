package io.userautomation.benchmarks.compare;

import java.util.List;
import java.util.Map;

/**
 * What one benchmark has shown.
 *
 * @param id as in {@code "R1"}
 * @param title what is compared with what
 * @param rowsPerSecond of each contender, in the order in which they ran; empty where it is not rows that count
 * @param verdicts one for each figure
 */
public record Outcome(String id, String title, Map<String, Spread> rowsPerSecond, List<Verdict> verdicts) {

    public Outcome {
        verdicts = List.copyOf(verdicts);
    }
}
