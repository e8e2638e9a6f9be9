package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import java.util.List;

/**
 * Ours against one or several references.
 *
 * @param id as in {@code "R1"}
 * @param title what is compared with what
 * @param ours what this project does
 * @param references what it is compared with
 */
record Benchmark(String id, String title, Contender ours, List<Reference> references) {

    Benchmark {
        references = List.copyOf(references);
    }

    /**
     * Something to be compared with.
     *
     * @param goal how many times its rows per second ours should do at least; null for no goal
     * @param ways one or several ways to do it, of which the fastest counts
     */
    record Reference(Double goal, List<Contender> ways) {

        Reference {
            ways = List.copyOf(ways);
        }
    }
}
