package io.userautomation.benchmarks;

import picocli.CommandLine;

/** {@code java -jar benchmarks.jar}; {@code script/benchmark.sh} builds and runs it. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchmarkCommand()).execute(args));
    }
}
