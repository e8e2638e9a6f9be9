package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.suite.Comparison.Reference;
import java.util.List;

/** From the users topic, which is full already, through Spark. */
final class Streaming {

    private static final Goal GOAL_PARSING = Goal.atLeast(0.5);
    private static final Goal GOAL_TOGETHER = Goal.atLeast(0.8);

    private final Lab lab;

    Streaming(Lab lab) {
        this.lab = lab;
    }

    Benchmark parsing() {
        return new Comparison(
                "R3",
                "Kafka, parsed and checked, into nothing / Kafka into nothing",
                new Contender("parsed and checked", () -> read("parsed")),
                List.of(new Reference(GOAL_PARSING, List.of(new Contender("untouched", () -> read("untouched"))))));
    }

    Benchmark queriesTogether() {
        return new Comparison(
                "R8",
                "all queries together / one after another",
                new Contender("together", () -> queries("together")),
                List.of(new Reference(
                        GOAL_TOGETHER, List.of(new Contender("one after another", () -> queries("apart"))))));
    }

    /** No goal: what Spark costs on one machine, and gives on many, is for the reader to weigh. */
    Benchmark againstPlainProgram() {
        return new Comparison(
                "R12",
                "all queries together / a program of consumers and our writers, without Spark",
                new Contender("together", () -> queries("together")),
                List.of(new Reference(null, List.of(new Contender("without Spark", this::plain)))));
    }

    private Trial plain() {
        return stored(lab.measured(lab.besideSpark(Programs.PLAIN_PROGRAM, users())));
    }

    private Trial read(String how) {
        return lab.measured(lab.spark(Programs.READ_TOPIC, List.of(), how, users()));
    }

    private Trial queries(String how) {
        return stored(lab.measured(
                lab.spark(Programs.RUN_QUERIES, List.of(), how, users(), "cassandra", "postgres", "dead_letters")));
    }

    private Trial stored(Trial trial) {
        Programs.emptyBoth(lab, lab.scale().users());
        return trial;
    }

    private String users() {
        return Integer.toString(lab.scale().users());
    }
}
