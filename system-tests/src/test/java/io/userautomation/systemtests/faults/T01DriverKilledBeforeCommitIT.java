package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.systemtests.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** A driver that ends after a sink has the batch, and before the checkpoint says so. */
@Tag("slow")
@Tag("T1")
class T01DriverKilledBeforeCommitIT {

    @Fault("driver gone between a sink's write and the batch's commit")
    void should_replay_the_batch_and_change_no_row(FaultReport report) throws Exception {
        // given
        try (OwnPipeline pipeline = OwnPipeline.lay("t01_replayed")) {
            pipeline.tasks().run("first", "--users", "3000").succeeded();
            try (Databases databases = pipeline.databases()) {
                Map<UUID, String> inCassandra = databases.cassandraRows();
                Map<UUID, String> inPostgres = databases.postgresRows();
                // when
                forgetLastCommit(pipeline, "cassandra");
                forgetLastCommit(pipeline, "postgres");
                Finished again = pipeline.tasks().startStore("first").await(PATIENCE);
                // then
                assertThat(again.exitStatus()).as(again.toString()).isZero();
                for (String query : new String[] {"cassandra", "postgres"}) {
                    assertThat(again.lastStdoutLineAsJson()
                                    .getAsJsonObject(query)
                                    .get("batches")
                                    .getAsLong())
                            .isPositive();
                    report.struck("a batch of " + query + " written again");
                }
                assertThat(databases.cassandraRows()).isEqualTo(inCassandra);
                assertThat(databases.postgresRows()).isEqualTo(inPostgres);
            }
            report.counted(pipeline.account(pipeline.idsOf("first")));
        }
    }

    /** As it is left by a driver that is killed at the worst of moments. */
    private static void forgetLastCommit(OwnPipeline pipeline, String query) throws IOException {
        try (Stream<Path> files = Files.list(pipeline.checkpoint(query).resolve("commits"))) {
            Path last = files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .max(Comparator.comparingLong(
                            file -> Long.parseLong(file.getFileName().toString())))
                    .orElseThrow();
            Files.delete(last);
            Files.deleteIfExists(last.resolveSibling("." + last.getFileName() + ".crc"));
        }
    }
}
