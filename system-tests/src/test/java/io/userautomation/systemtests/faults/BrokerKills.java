package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A whole run while brokers are killed and come back: each user must be on the topic once, and stored. */
final class BrokerKills {

    private static final String RUN = "manual__brokers";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long AWAY_SECONDS = 3;

    private final OwnPipeline pipeline;
    private final FaultReport report;

    BrokerKills(OwnPipeline pipeline, FaultReport report) {
        this.pipeline = pipeline;
        this.report = report;
    }

    /** Kills and brings back what holds the topic. */
    interface Broker {
        void kill();

        /** Returns when another broker may be killed. */
        void bringBack();
    }

    /** Each broker is killed at its turn, with about as many users published between two as before the first. */
    void strike(int users, int rate, List<Broker> brokers) throws Exception {
        Finished opened = pipeline.tasks().openRun(RUN, "--users", "" + users, "--rate", "" + rate);
        assertThat(opened.exitStatus()).as(opened.toString()).isZero();
        try (TaskProcess store = pipeline.tasks().startStore(RUN);
                TaskProcess publish = pipeline.tasks().startPublish(RUN)) {
            long share = users / (brokers.size() + 1);
            for (int turn = 0; turn < brokers.size(); turn++) {
                long next = share * turn + share / 2 + report.random().nextLong(share / 2);
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> published() >= next);
                long before = published();
                assertThat(publish.isRunning()).as("publishing").isTrue();
                brokers.get(turn).kill();
                TimeUnit.SECONDS.sleep(AWAY_SECONDS);
                long back = System.nanoTime();
                brokers.get(turn).bringBack();
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> published() > before + rate);
                report.recovered(Duration.ofNanos(System.nanoTime() - back));
                report.struck("killed with %,d of %,d users published".formatted(before, users));
            }
            Finished published = publish.await(PATIENCE);
            assertThat(published.exitStatus()).as(published.toString()).isZero();
            Finished closed = pipeline.tasks().closeRun(RUN);
            assertThat(closed.exitStatus()).as(closed.toString()).isZero();
            Finished stored = store.await(PATIENCE);
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
        }
        Finished audited = pipeline.tasks().audit(RUN);
        assertThat(audited.exitStatus()).as(audited.toString()).isZero();
        Set<UUID> asked = pipeline.idsOf(RUN);
        List<UUID> onTopic = pipeline.users().ids();
        assertThat(new HashSet<>(onTopic)).isEqualTo(asked);
        report.counted(pipeline.account(asked).withDuplicates(onTopic.size() - asked.size()));
    }

    private long published() {
        return TopicContents.count(
                pipeline.bootstrapServers(), pipeline.topics().users());
    }
}
