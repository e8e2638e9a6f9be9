package io.userautomation.benchmarks.lab;

import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.StoreReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Spark job, which stores whatever comes on a topic of its own, and runs of the producer into that topic. */
public final class RunningPipeline implements AutoCloseable {

    private static final Duration BROKERS = Duration.ofSeconds(5);
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    /** Little enough to be filled by a short run, too: a heap with room to spare is left full of garbage. */
    private static final String PUBLISHER_HEAP = "-Xmx80m";

    /**
     * What became of a run.
     *
     * @param seconds from the publisher's start to the last acknowledgement of both databases
     * @param reports of both sinks, with their latencies
     * @param peaks most resident memory of each of our processes so far, MiB, by what the process is
     */
    public record Result(double seconds, List<StoreReport> reports, Map<String, Double> peaks) {}

    private final Lab lab;
    private final String topic;
    private final TaskProcess job;
    private final RunsTopicReader runs;

    private RunningPipeline(Lab lab, String topic, TaskProcess job) {
        this.lab = lab;
        this.topic = topic;
        this.job = job;
        this.runs = new RunsTopicReader(Map.of("bootstrap.servers", lab.bootstrapServers()), topic + ".runs", BROKERS);
    }

    /**
     * Starts the job; it is up when the first run is stored.
     *
     * @param topic empty
     * @param arguments of the job, as in {@code --trigger-interval 0s}
     */
    public static RunningPipeline start(Lab lab, String topic, String... arguments) {
        return new RunningPipeline(
                lab,
                topic,
                lab.sparkJob(arguments).environment("USERS_TOPIC", topic).start());
    }

    /**
     * Publishes users and waits until they are stored.
     *
     * @param run its id
     * @param request further arguments of the publisher, as in {@code --rate 500}
     */
    public Result run(String run, int users, String... request) throws InterruptedException {
        long start = System.nanoTime();
        PeakMemory publisher = publish(run, users, request);
        Lab.await(() -> storedByAll(run, users), job);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        return new Result(
                seconds,
                reports(run),
                Map.of(
                        "publisher",
                        publisher.mebibytes(),
                        "driver",
                        new PeakMemory(job.pid()).mebibytes(),
                        "executor",
                        new PeakMemory(executor()).mebibytes()));
    }

    /** Returns when everything is published. */
    private PeakMemory publish(String run, int users, String... request) throws InterruptedException {
        try (TaskProcess publish = lab.task("producer-task", "run", "--run-id", run, "--users", Integer.toString(users))
                .arguments(request)
                .jvmOptions(PUBLISHER_HEAP)
                .environment("USERS_TOPIC", topic)
                .start()) {
            PeakMemory peak = new PeakMemory(publish.pid());
            Lab.await(
                    () -> {
                        peak.look();
                        return !publish.isRunning();
                    },
                    job);
            Lab.requireDone(publish);
            return peak;
        }
    }

    private boolean storedByAll(String run, int users) {
        List<StoreReport> reports = reports(run);
        return reports.size() == RunManifest.DEFAULT_STORES.size()
                && reports.stream().allMatch(report -> report.stored() >= users);
    }

    private List<StoreReport> reports(String run) {
        var snapshot = runs.refresh().run(new RunId(run));
        return RunManifest.DEFAULT_STORES.stream()
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

    /** Ends the job, which would go on for ever. */
    @Override
    public void close() {
        runs.close();
        job.terminate();
        Lab.ended(job);
    }
}
