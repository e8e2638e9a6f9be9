package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.systemtests.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** A disk fills up under one of those that write: it says so, and the work is completed when there is room again. */
@Tag("T15")
@Tag("faults-full")
class T15DiskFullIT {

    private static final Path FOLDER = Path.of("target", "small-disks");
    private static final String NO_SPACE = "No space left on device";

    /** What the JVM says where the write that finds no space is one to a mapped file, such as a log's index. */
    private static final String NO_PAGE = "a fault occurred in a recent unsafe memory access";

    private static final int USERS_PER_SECOND = 100;
    private static final Duration POLL = Duration.ofMillis(500);

    @Fault("disk full under the checkpoints")
    void should_say_so_and_go_on_where_it_was_when_the_checkpoints_have_room(FaultReport report) throws Exception {
        Stack stack =
                Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SPARK_WORKER);
        try (SmallDisk disk = SmallDisk.mount(FOLDER.resolve("checkpoints"), 16);
                OwnPipeline pipeline = OwnPipeline.lay(
                        "t15_checkpoints",
                        stack,
                        Map.of("CHECKPOINT_FOLDER", disk.folder().toString()));
                UserLoad load = new UserLoad(pipeline, report.random())) {
            load.start(USERS_PER_SECOND);
            try (TaskProcess driver = pipeline.tasks().startDriver()) {
                awaitStored(pipeline, Set.copyOf(load.send(USERS_PER_SECOND)), driver);
                disk.fill();
                await("a query is down").atMost(PATIENCE).pollInterval(POLL).until(() -> driver.stderr().stream()
                        .anyMatch(line -> line.contains("A query is down") && line.contains(NO_SPACE)));
                report.struck("a query is down: " + NO_SPACE);
                disk.grow(64);
                long room = System.nanoTime();
                awaitStored(pipeline, load.acknowledged(), driver);
                report.recovered(Duration.ofNanos(System.nanoTime() - room));
                load.stop();
                awaitStored(pipeline, load.acknowledged(), driver);
            }
            report.counted(pipeline.account(load.acknowledged()));
        }
    }

    @Fault("disk full under Kafka's log")
    void should_end_loudly_and_be_completed_by_a_rerun_when_kafka_has_room(FaultReport report) throws Exception {
        String run = "manual__no_room";
        Stack stack = Stack.shared(ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SPARK_WORKER);
        Path folder = FOLDER.resolve("kafka-stack");
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("kafka/data"), 48);
                Stack kafka = Stack.start(folder, Ports.free(), Set.of(ServerKind.KAFKA));
                OwnPipeline pipeline =
                        OwnPipeline.lay("t15_kafka", stack, only(kafka, KafkaSettings.BOOTSTRAP_SERVERS.variable()))) {
            Server broker = kafka.server(ServerKind.KAFKA);
            Finished opened = pipeline.tasks().openRun(run, "--users", "10000", "--rate", "500");
            assertThat(opened.exitStatus()).as(opened.toString()).isZero();
            try (TaskProcess publish =
                    pipeline.with("PRODUCER_KAFKA_TIMEOUT", "5s").tasks().startPublish(run)) {
                await().atMost(PATIENCE)
                        .until(() -> TopicContents.count(
                                        pipeline.bootstrapServers(),
                                        pipeline.topics().users())
                                >= USERS_PER_SECOND);
                disk.fill();
                Finished ended = publish.await(PATIENCE);
                assertThat(ended.exitStatus()).as(ended.toString()).isEqualTo(ExitStatus.FAILED.code());
                assertThat(ended.stderr()).contains("Kafka at " + pipeline.bootstrapServers());
            }
            await("the broker says so").atMost(PATIENCE).pollInterval(POLL).until(() -> !said(broker)
                    .isEmpty());
            report.struck("publish ended with 1; the broker %s: %s"
                    .formatted(broker.isRunning() ? "runs" : "ended", said(broker)));
            disk.grow(512);
            long room = System.nanoTime();
            broker.restart();
            pipeline.tasks().run(run, "--users", "10000", "--rate", "0").succeeded();
            report.recovered(Duration.ofNanos(System.nanoTime() - room));
            report.counted(pipeline.account(pipeline.idsOf(run)));
        }
    }

    @Fault("disk full under PostgreSQL")
    void should_say_so_and_catch_up_when_postgres_has_room(FaultReport report) throws Exception {
        Stack stack = Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.SPARK_WORKER);
        Path folder = FOLDER.resolve("postgres-stack");
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("postgres"), 256);
                Stack postgres = Stack.start(folder, Ports.free(), Set.of(ServerKind.POSTGRES));
                OwnPipeline pipeline = OwnPipeline.lay(
                        "t15_postgres",
                        stack,
                        only(
                                postgres,
                                PostgresSettings.URL.variable(),
                                PostgresSettings.USERNAME.variable(),
                                PostgresSettings.PASSWORD.variable()));
                UserLoad load = new UserLoad(pipeline, report.random());
                TaskProcess driver = pipeline.tasks().startDriver()) {
            load.start(USERS_PER_SECOND);
            awaitStored(pipeline, Set.copyOf(load.send(USERS_PER_SECOND)), driver);
            disk.fill();
            Server server = postgres.server(ServerKind.POSTGRES);
            await("the server says so").atMost(PATIENCE).pollInterval(POLL).until(() -> Files.readString(server.log())
                    .contains(NO_SPACE));
            await("the driver waits").atMost(PATIENCE).pollInterval(POLL).until(() -> driver.stderr().stream()
                    .anyMatch(line -> line.contains("Waiting for a server sink=postgres")));
            Set<UUID> meanwhile = Set.copyOf(load.send(USERS_PER_SECOND));
            await("Cassandra goes on").atMost(PATIENCE).pollInterval(POLL).until(() -> cassandra(pipeline)
                    .containsAll(meanwhile));
            report.struck("the driver waits, the server %s: %s; cassandra goes on"
                    .formatted(server.isRunning() ? "runs" : "ended", NO_SPACE));
            disk.grow(512);
            long room = System.nanoTime();
            if (!server.isRunning()) {
                server.restart();
            }
            awaitStored(pipeline, load.acknowledged(), driver);
            report.recovered(Duration.ofNanos(System.nanoTime() - room));
            load.stop();
            awaitStored(pipeline, load.acknowledged(), driver);
            report.counted(pipeline.account(load.acknowledged()));
        }
    }

    /** What the broker says of the full disk; empty as long as it says nothing. */
    private static String said(Server broker) throws IOException {
        String log = Files.readString(broker.log());
        return Stream.of(NO_SPACE, NO_PAGE).filter(log::contains).findFirst().orElse("");
    }

    private static Map<String, String> only(Stack stack, String... variables) {
        Map<String, String> chosen = new HashMap<>(stack.environment());
        chosen.keySet().retainAll(Set.of(variables));
        return chosen;
    }

    private static void awaitStored(OwnPipeline pipeline, Set<UUID> users, TaskProcess driver) {
        await("both databases have all users")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> {
                    assertThat(driver.isRunning())
                            .as("the driver runs; " + driver.stderr())
                            .isTrue();
                    return cassandra(pipeline).containsAll(users)
                            && postgres(pipeline).containsAll(users);
                });
    }

    private static Set<UUID> cassandra(OwnPipeline pipeline) throws SQLException {
        try (Databases databases = pipeline.databases()) {
            return databases.cassandraIds();
        }
    }

    private static Set<UUID> postgres(OwnPipeline pipeline) throws SQLException {
        try (Databases databases = pipeline.databases()) {
            return databases.postgresIds();
        }
    }
}
