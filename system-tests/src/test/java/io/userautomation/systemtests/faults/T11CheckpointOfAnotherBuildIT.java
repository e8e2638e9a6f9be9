package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.systemtests.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;

/** What may change under a checkpoint, and what makes the queries start over: each row of the table in the docs. */
@Tag("T11")
@Tag("faults-full")
class T11CheckpointOfAnotherBuildIT {

    private static final int USERS = 400;

    @Fault("checkpoints under other settings, topics, tables and builds")
    void should_go_on_where_offsets_still_mean_the_same_and_else_start_over(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t11_allowed")) {
            pipeline.tasks().run("run", "--users", Integer.toString(USERS)).succeeded();
            Set<String> folders = folders(pipeline);
            // Allowed: another pace.
            OwnPipeline paced = pipeline.with(Map.of("MAX_OFFSETS_PER_TRIGGER", "10", "TRIGGER_INTERVAL", "0s"));
            assertThat(stored(paced)).as("records taken at another pace").isZero();
            assertThat(folders(pipeline)).isEqualTo(folders);
            report.struck("another pace: went on");
            // Allowed: more partitions.
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrapServers()))) {
                admin.createPartitions(Map.of(pipeline.topics().users(), NewPartitions.increaseTo(6)))
                        .all()
                        .get();
            }
            try (UserLoad load = new UserLoad(pipeline, report.random())) {
                load.send(USERS);
                // A batch that comes before its partition is there may be refused: it was never acknowledged.
                int sent = load.acknowledged().size();
                assertThat(stored(pipeline))
                        .as("records taken with more partitions")
                        .isEqualTo(2L * sent);
                assertThat(folders(pipeline)).isEqualTo(folders);
                report.struck("more partitions: went on");
                report.counted(pipeline.account(load.acknowledged()));
                // Starts over: a build with another version of the record, whose folder's name has another hash.
                Path newer = pipeline.checkpoint("postgres");
                Files.move(newer, newer.resolveSibling("postgres-0123456789ab"));
                folders = folders(pipeline);
                try (Databases databases = pipeline.databases()) {
                    Map<UUID, String> before = databases.postgresRows();
                    stored(pipeline);
                    assertThat(started(pipeline, folders)).containsExactly("postgres");
                    assertThat(databases.postgresRows()).isEqualTo(before);
                    report.struck("another build: started over, no row changed");
                }
                folders = folders(pipeline);
                // Starts over: another table.
                OwnPipeline table = pipeline.with("POSTGRES_TABLE", "t11_other");
                assertThat(table.tasks().initSchema().exitStatus()).isZero();
                assertThat(stored(table)).as("records taken into another table").isEqualTo(USERS + sent);
                assertThat(started(pipeline, folders)).containsExactly("postgres");
                report.struck("another table: started over");
                report.counted(table.account(load.acknowledged()));
            }
            // Starts over: another topic.
            folders = folders(pipeline);
            OwnPipeline topic = pipeline.with("USERS_TOPIC", "t11_topic");
            assertThat(topic.tasks().initSchema().exitStatus()).isZero();
            try (UserLoad load = new UserLoad(topic, report.random())) {
                load.send(USERS);
                topic.tasks().openRun("run", "--users", "1");
                topic.tasks().closeRun("run");
                assertThat(stored(topic)).as("records taken from another topic").isEqualTo(2L * USERS);
                assertThat(started(pipeline, folders)).containsExactly("cassandra", "dead_letters", "postgres");
                report.struck("another topic: started over");
            }
        }
    }

    /** Records that a driver wrote, in both databases together. */
    private static long stored(OwnPipeline pipeline) {
        Finished driver = pipeline.tasks().startStore("run").await(PATIENCE);
        assertThat(driver.exitStatus()).as(driver.toString()).isZero();
        return Stream.of("cassandra", "postgres")
                .mapToLong(query -> driver.lastStdoutLineAsJson()
                        .getAsJsonObject(query)
                        .get("stored")
                        .getAsLong())
                .sum();
    }

    private static Set<String> folders(OwnPipeline pipeline) throws IOException {
        try (Stream<Path> folders = Files.list(pipeline.checkpoints())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The queries that have a folder now that was not there. */
    private static List<String> started(OwnPipeline pipeline, Set<String> before) throws IOException {
        return folders(pipeline).stream()
                .filter(folder -> !before.contains(folder))
                .map(folder -> folder.replaceFirst("-.*", ""))
                .toList();
    }
}
