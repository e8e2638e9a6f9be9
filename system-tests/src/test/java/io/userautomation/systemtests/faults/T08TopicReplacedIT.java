package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;

/** Offsets that are kept mean nothing any more: the topic, the cluster or the table behind them is another one. */
@Tag("T8")
@Tag("faults-full")
class T08TopicReplacedIT {

    private static final int BEFORE = 300;

    @Fault("topic deleted and created again: shorter, equal, longer")
    void should_store_all_that_a_recreated_topic_holds(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t08_topic");
                Databases databases = pipeline.databases()) {
            Set<UUID> all = new HashSet<>(storeAll(pipeline, report, BEFORE));
            for (int after : new int[] {BEFORE / 3, BEFORE, 2 * BEFORE}) {
                // when
                String before = topicId(pipeline);
                recreate(pipeline);
                assertThat(topicId(pipeline)).isNotEqualTo(before);
                report.struck("topic id %s instead of %s".formatted(topicId(pipeline), before));
                // then
                List<UUID> users = storeAll(pipeline, report, after);
                assertThat(databases.cassandraIds()).containsAll(users);
                assertThat(databases.postgresIds()).containsAll(users);
                all.addAll(users);
            }
            report.counted(Account.of(all, all, databases.cassandraIds(), databases.postgresIds(), Set.of()));
        }
    }

    @Fault("Kafka cluster replaced under kept checkpoints")
    void should_store_all_that_another_cluster_holds(FaultReport report) throws Exception {
        Path folder = Path.of("target", "t08-kafka");
        delete(folder);
        Ports ports = Ports.free();
        Set<UUID> all = new HashSet<>();
        for (int cluster = 1; cluster <= 2; cluster++) {
            // At the same address, with nothing in it.
            try (Stack kafka = Stack.start(folder, ports, Set.of(ServerKind.KAFKA));
                    OwnPipeline pipeline = OwnPipeline.lay("t08_cluster").with(kafka.environment())) {
                assertThat(pipeline.tasks().initSchema().exitStatus()).isZero();
                try (Databases databases = pipeline.databases()) {
                    all.addAll(storeAll(pipeline, report, BEFORE));
                    report.counted(Account.of(all, all, databases.cassandraIds(), databases.postgresIds(), Set.of()));
                    assertThat(databases.cassandraIds()).containsAll(all);
                    assertThat(databases.postgresIds()).containsAll(all);
                }
                report.struck("cluster %d with %d checkpoints".formatted(cluster, checkpoints(pipeline)));
            }
            delete(folder);
        }
    }

    @Fault("sink pointed at an empty table under kept checkpoints")
    void should_fill_an_empty_table(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t08_sink")) {
            List<UUID> users = storeAll(pipeline, report, BEFORE);
            OwnPipeline other = pipeline.with("POSTGRES_TABLE", "t08_other").with("CASSANDRA_TABLE", "t08_other");
            assertThat(other.tasks().initSchema().exitStatus()).isZero();
            try (Databases databases = other.databases()) {
                assertThat(databases.postgresIds()).isEmpty();
                report.struck("two empty tables, %d checkpoints".formatted(checkpoints(other)));
                store(other, users);
                report.counted(other.account(users));
            }
        }
    }

    @Fault("retention overtakes a sink; the documented repair")
    void should_fail_and_name_the_offsets_that_are_gone_and_go_on_after_the_repair(FaultReport report)
            throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t08_retention");
                UserLoad load = new UserLoad(pipeline, report.random())) {
            List<UUID> stored = load.send(BEFORE);
            store(pipeline, stored);
            // Acknowledged, but deleted by the broker before any driver ran: beyond anybody's reach.
            load.send(BEFORE);
            deleteRecords(pipeline);
            List<UUID> after = load.send(BEFORE);
            // when
            try (TaskProcess driver = pipeline.tasks().startDriver("--start-deadline", "30s")) {
                await("each query says so")
                        .atMost(PATIENCE)
                        .until(() -> driver.stderr().stream()
                                        .filter(line -> line.contains("A query is down"))
                                        .filter(line -> line.contains("retention deleted it"))
                                        .map(line -> line.replaceFirst(".* query=(\\w+) .*", "$1"))
                                        .distinct()
                                        .count()
                                == 3);
                driver.terminate();
                Finished failed = driver.await(PATIENCE);
                // then
                assertThat(failed.exitStatus()).as(failed.toString()).isEqualTo(1);
                String error = failed.lastStdoutLineAsJson().get("error").getAsString();
                assertThat(error)
                        .containsPattern("t08_retention-\\d offset \\d+")
                        .contains("retention deleted it", "move the checkpoint's folder away");
                report.struck(error);
            }
            for (String query : new String[] {"cassandra", "postgres", "dead_letters"}) {
                Path checkpoint = pipeline.checkpoint(query);
                Files.move(checkpoint, checkpoint.resolveSibling("moved-away-" + query));
            }
            store(pipeline, after);
            stored = Stream.concat(stored.stream(), after.stream()).toList();
            report.counted(pipeline.account(stored));
        }
    }

    private static List<UUID> storeAll(OwnPipeline pipeline, FaultReport report, int count) throws Exception {
        try (UserLoad load = new UserLoad(pipeline, report.random())) {
            List<UUID> users = load.send(count);
            assertThat(load.acknowledged()).containsAll(users);
            store(pipeline, users);
            return users;
        }
    }

    private static void store(OwnPipeline pipeline, List<UUID> users) throws Exception {
        try (TaskProcess driver = pipeline.tasks().startDriver()) {
            Waiting.untilStored(pipeline, users);
            driver.terminate();
            assertThat(driver.await(Duration.ofSeconds(30)).exitStatus()).isEqualTo(4);
        }
    }

    private static void recreate(OwnPipeline pipeline) throws Exception {
        try (Admin admin = admin(pipeline)) {
            admin.deleteTopics(List.of(pipeline.topics().users())).all().get();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pipeline.tasks().initSchema().exitStatus() == 0);
    }

    private static String topicId(OwnPipeline pipeline) throws Exception {
        try (Admin admin = admin(pipeline)) {
            String topic = pipeline.topics().users();
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString();
        }
    }

    /** Moves the log's start to its end, as retention does. */
    private static void deleteRecords(OwnPipeline pipeline) throws Exception {
        try (Admin admin = admin(pipeline)) {
            String topic = pipeline.topics().users();
            Map<TopicPartition, OffsetSpec> partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            admin.deleteRecords(admin.listOffsets(partitions).all().get().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    end -> RecordsToDelete.beforeOffset(
                                            end.getValue().offset()))))
                    .all()
                    .get();
        }
    }

    private static Admin admin(OwnPipeline pipeline) {
        return Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()));
    }

    private static long checkpoints(OwnPipeline pipeline) throws IOException {
        try (Stream<Path> folders = Files.list(pipeline.checkpoints())) {
            return folders.count();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
