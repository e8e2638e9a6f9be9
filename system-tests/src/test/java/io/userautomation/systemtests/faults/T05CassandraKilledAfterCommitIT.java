package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.DriverException;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.systemtests.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;

/** Cassandra killed right after a batch was committed: nobody will write that batch again. */
@Tag("T5")
@Tag("faults-full")
class T05CassandraKilledAfterCommitIT {

    private static final int USERS_PER_SECOND = 200;
    private static final int KILLS = 10;
    private static final String QUERY = "cassandra";
    private static final Duration POLL = Duration.ofMillis(500);

    @Fault("the only Cassandra node kill -9 right after a batch's commit, 10 times")
    void should_have_each_committed_batch_on_the_only_node(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t05_one_node");
                UserLoad load = new UserLoad(pipeline, report.random());
                TaskProcess driver = pipeline.tasks().startDriver()) {
            Server node = pipeline.stack().server(ServerKind.CASSANDRA);
            load.start(USERS_PER_SECOND);
            awaitStored(pipeline, Set.copyOf(load.send(USERS_PER_SECOND)), driver);
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    long batch = awaitCommit(pipeline);
                    node.kill();
                    report.struck("killed right after commit of batch " + batch);
                    node.restart();
                    long back = System.nanoTime();
                    awaitCommit(pipeline);
                    report.recovered(Duration.ofNanos(System.nanoTime() - back));
                }
            } finally {
                if (!node.isRunning()) {
                    node.restart();
                }
            }
            finish(pipeline, load, driver, report);
        }
    }

    @Fault("1 of 3 Cassandra nodes kill -9 right after a commit, all its data gone")
    void should_have_each_committed_batch_on_the_other_two_nodes(FaultReport report) throws Exception {
        Stack stack = Stack.shared(ServerKind.KAFKA, ServerKind.POSTGRES, ServerKind.SPARK_WORKER);
        try (CassandraNodes cluster =
                        CassandraNodes.start(3, Path.of("target", "cassandra-nodes"), UnaryOperator.identity());
                OwnPipeline pipeline = OwnPipeline.lay(
                        "t05_three_nodes",
                        stack,
                        Map.of(
                                CassandraSettings.CONTACT_POINTS.variable(),
                                cluster.contactPoints(),
                                CassandraSettings.REPLICATION_FACTOR.variable(),
                                "3",
                                CassandraSettings.CONSISTENCY.variable(),
                                "LOCAL_QUORUM"));
                UserLoad load = new UserLoad(pipeline, report.random());
                TaskProcess driver = pipeline.tasks().startDriver()) {
            load.start(USERS_PER_SECOND);
            awaitStored(pipeline, Set.copyOf(load.send(USERS_PER_SECOND)), driver);
            int number = 1 + report.random().nextInt(3);
            long batch = awaitCommit(pipeline);
            cluster.lose(number);
            long lost = System.nanoTime();
            report.struck("node %d gone right after commit of batch %d".formatted(number, batch));
            awaitStored(pipeline, Set.copyOf(load.send(USERS_PER_SECOND)), driver);
            report.recovered(Duration.ofNanos(System.nanoTime() - lost));
            finish(pipeline, load, driver, report);
        }
    }

    private static void finish(OwnPipeline pipeline, UserLoad load, TaskProcess driver, FaultReport report)
            throws Exception {
        // What comes later shows that the sink works again; what is lost by then is lost for good.
        Set<UUID> later = Set.copyOf(load.send(USERS_PER_SECOND));
        awaitStored(pipeline, later, driver);
        load.stop();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> isCommittedUpToNow(pipeline));
        report.counted(pipeline.account(load.acknowledged()));
    }

    private static boolean isCommittedUpToNow(OwnPipeline pipeline) throws Exception {
        long batch = pipeline.lastCommit(QUERY);
        Thread.sleep(2 * POLL.toMillis());
        return pipeline.lastCommit(QUERY) == batch && Files.notExists(file(pipeline, "offsets", batch + 1));
    }

    /** Returns within milliseconds of the next commit. */
    private static long awaitCommit(OwnPipeline pipeline) {
        long next = pipeline.lastCommit(QUERY) + 1;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.notExists(file(pipeline, "commits", next))) {
            assertThat(System.nanoTime()).as("a commit").isLessThan(end);
        }
        return next;
    }

    private static Path file(OwnPipeline pipeline, String folder, long batch) {
        return pipeline.checkpoint(QUERY).resolve(folder).resolve(Long.toString(batch));
    }

    private static void awaitStored(OwnPipeline pipeline, Set<UUID> users, TaskProcess driver) {
        await("Cassandra has all users")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                // Until the others have noticed, a read may wait for the node that is gone.
                .ignoreExceptionsInstanceOf(DriverException.class)
                .until(() -> {
                    assertThat(driver.isRunning())
                            .as("the driver runs; " + driver.stderr())
                            .isTrue();
                    return stored(pipeline).containsAll(users);
                });
    }

    private static Set<UUID> stored(OwnPipeline pipeline) throws SQLException {
        try (Databases databases = pipeline.databases()) {
            return databases.cassandraIds();
        }
    }
}
