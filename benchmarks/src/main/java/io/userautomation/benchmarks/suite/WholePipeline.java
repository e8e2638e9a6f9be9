package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Contender;
import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.benchmarks.lab.Lab;
import io.userautomation.benchmarks.lab.RunningPipeline;
import io.userautomation.benchmarks.program.OneByOneProducer;
import io.userautomation.benchmarks.suite.Comparison.Reference;
import io.userautomation.localstack.TaskProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the API to the databases. */
final class WholePipeline {

    static final String ID = "R9";

    private static final Goal GOAL_ONE_BY_ONE = Goal.atLeast(20.0);

    /** So many times fewer users for what takes them one by one. */
    private static final int SHARE = 40;

    /** Only to know that the job is up: both begin cold. */
    private static final int EARLIER_USERS = 100;

    private final Lab lab;

    WholePipeline(Lab lab) {
        this.lab = lab;
    }

    Benchmark againstOneByOne() {
        return new Comparison(
                ID,
                "the whole pipeline, from the API to both databases / one request, one record at a time, the connector's"
                        + " defaults, a batch every 10 s, to Cassandra alone",
                new Contender("this pipeline", () -> lab.topics().onFresh(this::ours)),
                List.of(new Reference(GOAL_ONE_BY_ONE, List.of(new Contender("one by one", () -> lab.topics()
                        .onFresh(this::oneByOne))))));
    }

    private Trial ours(String topic) throws InterruptedException {
        int users = lab.scale().users();
        try (RunningPipeline pipeline = RunningPipeline.start(lab, topic)) {
            pipeline.run(topic + "-earlier", EARLIER_USERS);
            Trial trial = new Trial(users, pipeline.run(topic, users).seconds());
            Programs.emptyBoth(lab, users + EARLIER_USERS);
            return trial;
        }
    }

    private Trial oneByOne(String topic) throws InterruptedException {
        int users = lab.scale().users() / SHARE;
        String count = Integer.toString(users);
        try (TaskProcess job = lab.spark(Programs.ONE_BY_ONE_JOB, List.of(), count)
                .environment("USERS_TOPIC", topic)
                .start()) {
            Lab.await(() -> job.stderr().contains("ready"), job);
            long start = System.nanoTime();
            lab.succeeded(lab.program(OneByOneProducer.class, count).environment("USERS_TOPIC", topic));
            Lab.await(() -> !job.stdout().isEmpty(), job);
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            Lab.requireDone(job);
            Programs.empty(lab, "cassandra", users);
            return new Trial(users, seconds);
        }
    }
}
