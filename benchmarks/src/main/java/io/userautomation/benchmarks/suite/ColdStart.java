package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Spread;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.lab.FreshCheckout;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long somebody waits who has just cloned this, with every package that it needs in the caches already. */
final class ColdStart implements Benchmark {

    private static final Goal GOAL_FIRST_ROW = Goal.atMost(90);
    private static final Goal GOAL_STACK = Goal.atMost(20);
    private static final Pattern CASSANDRA_PORT = Pattern.compile("(?m)^native_transport_port: (\\d+)$");

    private final Lab lab;

    ColdStart(Lab lab) {
        this.lab = lab;
    }

    @Override
    public String id() {
        return "R13";
    }

    @Override
    public String title() {
        return "from a bare clone to the first row in Cassandra by script/run-local.sh; the start of the local stack";
    }

    @Override
    public Outcome run(int rounds, Progress progress) throws Exception {
        List<Double> firstRows = new ArrayList<>();
        List<Double> stacks = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            firstRows.add(firstRow(lab.folder().resolve("clone-" + round)));
            progress.line("  the first row after %.1f s", firstRows.get(round));
            stacks.add(stack(lab.folder().resolve("stack-" + round)));
            progress.line("  the local stack is up after %.1f s", stacks.get(round));
        }
        return new Outcome(
                id(),
                title(),
                Map.of(),
                List.of(
                        new Verdict("bare clone to first row", Spread.of(firstRows), "s", GOAL_FIRST_ROW),
                        new Verdict("start of the local stack", Spread.of(stacks), "s", GOAL_STACK)));
    }

    /** Where no figure counts, in this checkout, where all is built already, and without Airflow. */
    private double firstRow(Path folder) throws IOException, InterruptedException {
        if (!lab.scale().figuresCount()) {
            return firstRow(Checkout.find().root(), folder, "--no-airflow");
        }
        try (FreshCheckout clone = FreshCheckout.copy(folder)) {
            return firstRow(clone.folder(), clone.folder().resolve("data"));
        }
    }

    /** The clock stops when the row is read; the run still has to end well. */
    private double firstRow(Path checkout, Path data, String... flags) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String runLocal = checkout.resolve("script/run-local.sh").toString();
        try (TaskProcess run = TaskProcess.command(
                        runLocal, "--ports", "free", "--users", "1000", "--data", data.toString())
                .arguments(flags)
                .start()) {
            Path configuration = data.resolve("cassandra/cassandra.yaml");
            Lab.await(() -> Files.exists(configuration), run);
            lab.succeeded(lab.besideSpark(Programs.FIRST_ROW)
                    .environment("CASSANDRA_CONTACT_POINTS", "127.0.0.1:" + port(configuration)));
            double seconds = secondsSince(start);
            Lab.requireDone(run);
            return seconds;
        }
    }

    private static String port(Path configuration) throws IOException {
        Matcher port = CASSANDRA_PORT.matcher(Files.readString(configuration));
        if (!port.find()) {
            throw new IllegalStateException(configuration + " names no port");
        }
        return port.group(1);
    }

    private static double stack(Path data) throws InterruptedException {
        long start = System.nanoTime();
        try (TaskProcess stack = TaskProcess.jar(Checkout.jar("local-stack"))
                .arguments("up", "--free-ports", "--data", data.toString())
                .start()) {
            Lab.await(() -> !stack.stdout().isEmpty(), stack);
            double seconds = secondsSince(start);
            stack.terminate();
            Lab.requireDone(stack);
            return seconds;
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
