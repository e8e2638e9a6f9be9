package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old checkpoints under a new topic or a new table: all of it is stored, never a clean end with rows missing. */
@Tag("slow")
class FreshCheckpointIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BEFORE = 60;

    private static LaidPipeline pipeline;

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("recreated");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void should_store_all_of_a_topic_created_anew_shorter_or_longer_than_before(int after) throws Exception {
        stored("manual__before" + after, pipeline, BEFORE);
        recreate(pipeline.topics().users());

        List<UUID> users = stored("manual__after" + after, pipeline, after);

        assertThat(pipeline.inCassandra(users)).isEqualTo(after);
        assertThat(pipeline.inPostgres(users)).isEqualTo(after);
    }

    @Test
    void should_store_all_of_a_topic_created_anew_under_a_running_stream() throws Exception {
        TestRun run = pipeline.run("manual__streamed");
        try (TaskProcess stream = pipeline.job(checkpoints).start()) {
            List<UUID> before = run.publish(BEFORE);
            awaitStored(before);
            recreate(pipeline.topics().users());

            List<UUID> after = run.publish(2 * BEFORE);

            awaitStored(after);
            stream.terminate();
        }
    }

    @Test
    void should_fill_an_empty_table_that_the_sink_is_pointed_at_and_one_created_anew_in_its_place() throws Exception {
        List<UUID> users = stored("manual__first", pipeline, BEFORE);
        LaidPipeline elsewhere = pipeline.with("POSTGRES_TABLE", "elsewhere");
        elsewhere.inPostgres("CREATE TABLE elsewhere (LIKE recreated INCLUDING ALL)");

        assertDone(
                elsewhere.job(checkpoints, "--run-id", "manual__first").start().await(PATIENCE));
        assertThat(elsewhere.inPostgres(users)).isEqualTo(BEFORE);

        elsewhere.inPostgres("DROP TABLE elsewhere");
        elsewhere.inPostgres("CREATE TABLE elsewhere (LIKE recreated INCLUDING ALL)");
        assertDone(
                elsewhere.job(checkpoints, "--run-id", "manual__first").start().await(PATIENCE));
        assertThat(elsewhere.inPostgres(users)).isEqualTo(BEFORE);
    }

    private List<UUID> stored(String runId, LaidPipeline where, int count) throws Exception {
        TestRun run = where.run(runId).open();
        List<UUID> users = run.publish(count);
        run.close();
        assertDone(where.job(checkpoints, "--run-id", runId).start().await(PATIENCE));
        return users;
    }

    private static void awaitStored(List<UUID> users) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> pipeline.inPostgres(users) == users.size() && pipeline.inCassandra(users) == users.size());
    }

    private static void assertDone(Finished finished) {
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
    }

    private static void recreate(String topic) throws Exception {
        try (Admin admin = Admin.create(pipeline.kafka().clientProperties())) {
            admin.deleteTopics(List.of(topic)).all().get();
            // The name is free once the brokers have forgotten the old topic.
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                try {
                    admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1)))
                            .all()
                            .get();
                    return true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof TopicExistsException) {
                        return false;
                    }
                    throw e;
                }
            });
        }
    }
}
