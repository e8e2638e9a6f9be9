package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.stores.Stores;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fat jar through spark-submit, as Airflow runs it, against real servers. */
class SparkJobJarIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static LaidPipeline pipeline;

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("lifecycle");
    }

    @Test
    void should_store_a_run_while_it_is_published_and_end_once_it_is_closed() throws Exception {
        TestRun run = pipeline.run("manual__streamed").open();
        List<UUID> first = run.publish(300);
        try (TaskProcess job = pipeline.job(checkpoints, "--run-id", "manual__streamed", "--idle-timeout", "5m")
                .start()) {
            await().atMost(PATIENCE).until(() -> pipeline.inPostgres(first) == first.size());
            List<UUID> second = run.publish(200);
            run.publish("{broken".getBytes(StandardCharsets.UTF_8));
            run.close();

            Finished finished = job.await(PATIENCE);

            assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
            assertThat(finished.stdout()).hasSize(1);
            JsonObject summary = finished.lastStdoutLineAsJson();
            assertThat(summary.get("run_id").getAsString()).isEqualTo("manual__streamed");
            assertThat(summary.get("status").getAsString()).isEqualTo("done");
            assertThat(pipeline.inPostgres(second)).isEqualTo(second.size());
            assertThat(pipeline.inCassandra(first)).isEqualTo(first.size());
            assertThat(pipeline.inCassandra(second)).isEqualTo(second.size());
            assertThat(run.report("cassandra")).map(StoreReport::stored).contains(500L);
            assertThat(run.report("postgres")).map(StoreReport::stored).contains(500L);
            assertThat(committed("postgres")).isGreaterThanOrEqualTo(501);
            assertThat(committed("cassandra")).isEqualTo(committed("postgres"));
        }
    }

    @Test
    void should_store_a_run_that_is_closed_already_on_a_standalone_cluster_and_nothing_more_again() throws Exception {
        Map<String, String> cluster =
                Stack.shared(ServerKind.SPARK_MASTER, ServerKind.SPARK_WORKER).environment();
        TestRun run = pipeline.run("manual__closed").open();
        List<UUID> users = run.publish(50);
        run.close();

        Finished first = pipeline.job(cluster.get("SPARK_MASTER"), checkpoints, "--run-id", "manual__closed")
                .environment(cluster)
                .start()
                .await(PATIENCE);
        Finished again =
                pipeline.job(checkpoints, "--run-id", "manual__closed").start().await(PATIENCE);

        assertThat(first.exitStatus()).as(first.stderr()).isZero();
        assertThat(pipeline.inPostgres(users)).isEqualTo(50);
        assertThat(pipeline.inCassandra(users)).isEqualTo(50);
        assertThat(again.exitStatus()).as(again.stderr()).isZero();
        assertThat(stored(again, "cassandra")).isZero();
        assertThat(stored(again, "postgres")).isZero();
    }

    @Test
    void should_report_all_wrong_settings_at_once_before_spark_starts() {
        Finished finished = pipeline.with("CASSANDRA_CONTACT_POINTS", "nowhere")
                .with("POSTGRES_URL", "jdbc:oracle:thin")
                .with("TRIGGER_INTERVAL", "soon")
                .job(checkpoints, "--run-id", "a/b")
                .merged()
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stdout())
                .anyMatch(line -> line.contains("4 settings can't be used"))
                .anyMatch(line -> line.contains("CASSANDRA_CONTACT_POINTS is 'nowhere'"))
                .anyMatch(line -> line.contains("POSTGRES_URL is 'jdbc:oracle:thin'"))
                .anyMatch(line -> line.contains("TRIGGER_INTERVAL (--trigger-interval) is 'soon'"))
                .anyMatch(line -> line.contains("RUN_ID (--run-id) is 'a/b'"))
                .noneMatch(line -> line.startsWith("\tat "));
        assertThat(finished.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_end_in_time_when_kafka_is_absent_and_say_where_it_looked() throws IOException {
        String nobody = "127.0.0.1:" + freePort();

        Finished finished = pipeline.with("KAFKA_BOOTSTRAP_SERVERS", nobody)
                .job(checkpoints, "--start-deadline", "3s")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr()).contains("Kafka at " + nobody + " did not answer");
    }

    @Test
    void should_store_in_one_database_while_the_other_is_absent_and_say_so_at_the_end() throws Exception {
        int nobody = freePort();
        TestRun run = pipeline.run("manual__half").open();
        List<UUID> users = run.publish(20);
        run.close();

        Finished finished = pipeline.with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:%d/user_data".formatted(nobody))
                .job(checkpoints, "--run-id", "manual__half", "--start-deadline", "3s")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString())
                .contains("postgres: ")
                .contains("127.0.0.1:" + nobody)
                .doesNotContain("cassandra: ");
        assertThat(pipeline.inCassandra(users)).isEqualTo(20);
        assertThat(pipeline.inPostgres(users)).isZero();
    }

    @Test
    void should_keep_a_second_driver_out_and_end_with_4_on_sigterm() {
        try (TaskProcess first = pipeline.job(checkpoints).start()) {
            await().atMost(PATIENCE)
                    .until(() -> first.stderr().stream()
                                    .filter(line -> line.contains("Owns the checkpoint"))
                                    .count()
                            == 3);

            Finished second =
                    pipeline.job(checkpoints, "--start-deadline", "15s").start().await(PATIENCE);
            first.terminate();
            Finished terminated = first.await(Duration.ofSeconds(15));

            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.lastStdoutLineAsJson().get("error").getAsString())
                    .contains("is in use by process " + first.pid() + " on ");
            assertThat(terminated.exitStatus()).as(terminated.stderr()).isEqualTo(4);
            assertThat(terminated.lastStdoutLineAsJson().get("status").getAsString())
                    .isEqualTo("interrupted");
        }
    }

    @Test
    void should_give_its_slot_up_when_the_open_run_shows_no_sign_of_life() throws Exception {
        pipeline.run("manual__idle").open();

        Finished finished = pipeline.job(checkpoints, "--run-id", "manual__idle", "--idle-timeout", "2s")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(4);
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString())
                .contains("run manual__idle is open but publishing has given no sign of life for 2 s");
    }

    private static long stored(Finished finished, String query) {
        return finished.lastStdoutLineAsJson()
                .getAsJsonObject(query)
                .get("stored")
                .getAsLong();
    }

    /** The sum over the partitions of what the sink's consumer group has committed. */
    /** Of this class' topic alone: other tests on the broker have the group, too. */
    private static long committed(String store) throws Exception {
        try (Admin admin = Admin.create(pipeline.kafka().clientProperties())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(Stores.consumerGroup(store))
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.entrySet().stream()
                    .filter(position ->
                            position.getKey().topic().equals(pipeline.topics().users()))
                    .mapToLong(position -> position.getValue().offset())
                    .sum();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
