package io.userautomation.benchmarks.suite;

import com.google.gson.JsonObject;
import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.program.PublishFromMemory;
import io.userautomation.benchmarks.program.PublishFromMemory.Ready;
import io.userautomation.benchmarks.suite.Comparison.Reference;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.TaskCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the API to Kafka's acknowledgement. */
final class Publishing {

    /** As in {@code 800000 steady state records sent, 251256.3 records/sec (108.45 MB/sec), …}: those behind its warm-up. */
    private static final Pattern FIGURES =
            Pattern.compile("^(\\d+) steady state records sent, ([\\d.]+) records/sec .*");

    private static final Goal GOAL_READY = Goal.atLeast(0.8);
    private static final Goal GOAL_WHOLE = Goal.atLeast(0.4);

    /** The API's largest. */
    private static final int PAGE_SIZE = 5_000;

    private final Lab lab;
    private final Path users;

    Publishing(Lab lab, Path users) {
        this.lab = lab;
        this.users = users;
    }

    Benchmark readyRecords() {
        return new Comparison(
                "R1",
                "records in memory, sent and acknowledged / Kafka's ProducerPerformance on the same bytes; / from users",
                new Contender("producer-task's publisher", () -> lab.topics()
                        .onFresh(topic -> publish(Ready.RECORDS, topic))),
                List.of(
                        new Reference(GOAL_READY, performanceTool()),
                        new Reference(null, List.of(new Contender("the publisher, from users", () -> lab.topics()
                                .onFresh(topic -> publish(Ready.USERS, topic)))))));
    }

    Benchmark wholeTask() {
        return new Comparison(
                "R2",
                "producer-task from the fake API to the acknowledgement / Kafka's ProducerPerformance",
                new Contender("producer-task", () -> lab.topics().onFresh(this::wholeTask)),
                List.of(new Reference(GOAL_WHOLE, performanceTool())));
    }

    private List<Contender> performanceTool() {
        return List.of(
                new Contender("ProducerPerformance", () -> lab.topics().onFresh(topic -> performance(topic))),
                new Contender("ProducerPerformance, our settings", () -> lab.topics()
                        .onFresh(topic ->
                                performance(topic, "batch.size=131072", "linger.ms=5", "compression.type=lz4"))));
    }

    private Trial publish(Ready ready, String topic) {
        return lab.measured(lab.program(
                        PublishFromMemory.class,
                        ready.name(),
                        users.toString(),
                        Integer.toString(lab.scale().published()),
                        Integer.toString(lab.scale().published()))
                .environment("USERS_TOPIC", topic));
    }

    private Trial wholeTask(String topic) {
        TaskCommand task = lab.task(
                        "producer-task",
                        "run",
                        "--run-id",
                        topic,
                        "--page-size",
                        Integer.toString(Math.min(lab.scale().published(), PAGE_SIZE)),
                        "--users",
                        Integer.toString(lab.scale().published()))
                .environment("USERS_TOPIC", topic);
        JsonObject said = lab.performed(task).lastStdoutLineAsJson();
        long published = said.get("published").getAsLong();
        return new Trial(published, published / said.get("users_per_second").getAsDouble());
    }

    private Trial performance(String topic, String... properties) {
        TaskCommand tool = lab.kafkaTool(
                        "org.apache.kafka.tools.ProducerPerformance",
                        "--bootstrap-server",
                        lab.bootstrapServers(),
                        "--topic",
                        topic,
                        "--num-records",
                        Integer.toString(2 * lab.scale().published()),
                        "--warmup-records",
                        Integer.toString(lab.scale().published()),
                        "--throughput",
                        "-1",
                        "--payload-file",
                        users.toString(),
                        "--command-property",
                        "acks=all",
                        "enable.idempotence=true")
                .arguments(properties);
        return figures(lab.succeeded(tool));
    }

    private static Trial figures(Finished tool) {
        for (String line : tool.stdout()) {
            Matcher figures = FIGURES.matcher(line);
            if (figures.matches()) {
                long rows = Long.parseLong(figures.group(1));
                return new Trial(rows, rows / Double.parseDouble(figures.group(2)));
            }
        }
        throw new StackException("ProducerPerformance gave no figures: " + tool);
    }
}
