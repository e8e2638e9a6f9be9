package io.userautomation.benchmarks.lab;

import io.userautomation.contract.Sink;
import io.userautomation.contract.runs.RunId;
import io.userautomation.contract.runs.RunsTopicReader;
import io.userautomation.contract.runs.StoreReport;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A run of the pipeline from the API to both databases, on a topic of its own. The Spark job is up before it begins, and
 * has stored the users of a run before it.
 */
public final class PipelineRun {

    private static final Duration BROKERS = Duration.ofSeconds(5);
    /** As the DAG gives it. */
    private static final String PUBLISHER_HEAP = "-Xmx256m";

    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    /**
     * What became of it.
     *
     * @param seconds from the publisher's start to the last acknowledgement of both databases
     * @param reports of both sinks, with their latencies
     * @param peaks most resident memory of each of our processes, MiB, by what the process is
     */
    public record Result(double seconds, List<StoreReport> reports, Map<String, Double> peaks) {}

    private final Lab lab;
    private final String topic;
    private final int earlierUsers;

    /**
     * @param topic empty; the run's id, too
     * @param earlierUsers how many users the run before it has
     */
    public PipelineRun(Lab lab, String topic, int earlierUsers) {
        this.lab = lab;
        this.topic = topic;
        this.earlierUsers = earlierUsers;
    }

    /**
     * Runs it.
     *
     * @param request further arguments of open-run, as in {@code --rate 500}
     * @param driver further arguments of the Spark job, as in {@code --trigger-interval 0s}
     */
    public Result run(int users, List<String> request, List<String> driver) throws InterruptedException {
        lab.succeeded(producer("open-run", topic)
                .arguments("--users", Integer.toString(users))
                .arguments(request));
        try (TaskProcess store = store(driver).start();
                RunsTopicReader runs = new RunsTopicReader(
                        Map.of("bootstrap.servers", lab.bootstrapServers()), topic + ".runs", BROKERS)) {
            String earlier = topic + "-earlier";
            lab.succeeded(producer("run", earlier).arguments("--users", Integer.toString(earlierUsers)));
            awaitStored(earlier, earlierUsers, runs, store);
            PeakMemory driverPeak = new PeakMemory(store.pid());
            PeakMemory executorPeak = new PeakMemory(executor());
            long start = System.nanoTime();
            PeakMemory publisherPeak = publish(store);
            awaitStored(topic, users, runs, store);
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            driverPeak.look();
            executorPeak.look();
            lab.succeeded(producer("close-run", topic));
            Lab.requireDone(store);
            return new Result(
                    seconds,
                    reports(topic, runs),
                    Map.of(
                            "publisher",
                            publisherPeak.mebibytes(),
                            "driver",
                            driverPeak.mebibytes(),
                            "executor",
                            executorPeak.mebibytes()));
        }
    }

    /** Returns when everything is published. */
    private PeakMemory publish(TaskProcess store) throws InterruptedException {
        try (TaskProcess publish = producer("publish", topic).start()) {
            PeakMemory peak = new PeakMemory(publish.pid());
            Lab.await(
                    () -> {
                        peak.look();
                        return !publish.isRunning();
                    },
                    store);
            Lab.requireDone(publish);
            return peak;
        }
    }

    private void awaitStored(String run, int users, RunsTopicReader runs, TaskProcess store)
            throws InterruptedException {
        Lab.await(
                () -> reports(run, runs).stream()
                                .filter(report -> report.stored() >= users)
                                .count()
                        == Sink.values().length,
                store);
    }

    private static List<StoreReport> reports(String run, RunsTopicReader runs) {
        var snapshot = runs.refresh().run(new RunId(run));
        return Arrays.stream(Sink.values())
                .map(snapshot::report)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The worker starts one for each job, so there is one. */
    private static long executor() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new StackException("the Spark worker runs no executor"));
    }

    private TaskCommand producer(String subcommand, String run) {
        return lab.task("producer-task", subcommand, "--run-id", run)
                .jvmOptions(PUBLISHER_HEAP)
                .environment("USERS_TOPIC", topic);
    }

    private TaskCommand store(List<String> more) {
        return lab.sparkJob("--run-id", topic).arguments(more).environment("USERS_TOPIC", topic);
    }
}
