package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Outcome;

/** Something that can be measured and asked for by its id. */
interface Benchmark {

    /** As in {@code "R1"}. */
    String id();

    /** What is measured, or compared with what. */
    String title();

    /** @throws Exception the first failure: what was not measured as a whole gives no figure */
    Outcome run(int rounds, Progress progress) throws Exception;
}
