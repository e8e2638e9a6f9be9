package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.TaskProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that is made anew under a stream, which is not told. */
@Tag("slow")
class ReplacedTableIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    private Path checkpoints;

    @Test
    void should_store_in_the_new_table_what_the_old_one_held_and_go_on() throws Exception {
        // given
        LaidPipeline pipeline = LaidPipeline.named("replaced_table");
        TestRun run = pipeline.run("manual__replaced").open();
        List<UUID> before = run.publish(50);
        try (TaskProcess stream = pipeline.job(checkpoints).start()) {
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> pipeline.inPostgres(before) == before.size());
            // when
            pipeline.inPostgres("ALTER TABLE replaced_table RENAME TO replaced_table_of_old;"
                    + "CREATE TABLE replaced_table (LIKE replaced_table_of_old INCLUDING ALL)");
            List<UUID> after = run.publish(50);
            // then
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() ->
                            pipeline.inPostgres(before) == before.size() && pipeline.inPostgres(after) == after.size());
            assertThat(stream.stderr())
                    .anyMatch(line -> line.contains("postgres holds another table")
                            && line.contains("than the one that was written"));
            assertThat(pipeline.inCassandra(after)).isEqualTo(after.size());
        }
    }
}
