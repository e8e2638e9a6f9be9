package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.localstack.network.TcpProxy.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream and the jobs of runs on the same checkpoints, of which one alone stores. */
@Tag("slow")
class FollowedRunIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path checkpoints;

    /** Of another host: neither folder nor lock is shared. */
    @TempDir
    private Path elsewhere;

    @Test
    void should_let_the_stream_store_a_run_and_take_over_where_it_was_when_it_is_killed() throws Exception {
        LaidPipeline pipeline = LaidPipeline.named("followed_run");
        try (TaskProcess stream = pipeline.job(checkpoints).start()) {
            await().atMost(PATIENCE).until(() -> owned(stream) == 3);
            // The stream stores it.
            TestRun first = pipeline.run("manual__followed").open();
            List<UUID> users = first.publish(300);
            TaskProcess follower =
                    pipeline.job(elsewhere, "--run-id", "manual__followed").start();
            first.close();
            Finished followed = follower.await(PATIENCE);

            assertThat(followed.exitStatus()).as(followed.stderr()).isZero();
            JsonObject summary = followed.lastStdoutLineAsJson();
            assertThat(summary.get("stored_by").getAsString()).isEqualTo("stream");
            assertThat(summary.getAsJsonObject("postgres").get("stored").getAsLong())
                    .isEqualTo(300);
            assertThat(summary.getAsJsonObject("cassandra")
                            .getAsJsonObject("latency_millis")
                            .get("p99")
                            .getAsLong())
                    .isPositive();
            assertThat(pipeline.inPostgres(users)).isEqualTo(300);
            assertThat(pipeline.inCassandra(users)).isEqualTo(300);
            assertThat(elsewhere).as("no checkpoint, and no Spark").isEmptyDirectory();

            Finished status = pipeline.job(elsewhere, "--status").start().await(PATIENCE);
            assertThat(status.exitStatus()).as(status.stderr()).isZero();
            JsonObject postgres = status.lastStdoutLineAsJson().getAsJsonObject("postgres");
            assertThat(postgres.get("pid").getAsLong()).isEqualTo(stream.pid());
            assertThat(postgres.get("lag").getAsLong()).isZero();

            // It dies in the midst of another, on another host than the one that takes over.
            TestRun second = pipeline.run("manual__taken_over").open();
            try (TaskProcess successor = pipeline.job(
                            elsewhere, "--run-id", "manual__taken_over", "--idle-timeout", "5m")
                    .start()) {
                await().atMost(PATIENCE)
                        .until(() -> successor.stderr().stream()
                                        .filter(line -> line.contains("Follows the checkpoint's owner"))
                                        .count()
                                == 3);
                List<UUID> before = second.publish(200);
                stream.kill();
                List<UUID> after = second.publish(100);
                second.close();
                Finished tookOver = successor.await(PATIENCE);

                assertThat(tookOver.exitStatus()).as(tookOver.stderr()).isZero();
                summary = tookOver.lastStdoutLineAsJson();
                assertThat(summary.get("stored_by").getAsString()).isEqualTo("itself");
                assertThat(summary.getAsJsonObject("postgres").get("stored").getAsLong())
                        .as("nothing of the first run again")
                        .isLessThanOrEqualTo(300);
                assertThat(tookOver.stderr()).contains("starting where its consumer group stands");
                assertThat(pipeline.inPostgres(before) + pipeline.inPostgres(after))
                        .isEqualTo(300);
                assertThat(pipeline.inCassandra(before) + pipeline.inCassandra(after))
                        .isEqualTo(300);
            }
            Finished afterwards = pipeline.job(elsewhere, "--status").start().await(PATIENCE);
            assertThat(afterwards.exitStatus()).isEqualTo(1);
            assertThat(afterwards.lastStdoutLineAsJson().get("error").getAsString())
                    .contains("nobody owns the checkpoint of postgres");
        }
    }

    @Test
    void should_say_which_owner_lives_and_does_not_advance_and_never_store_beside_it() throws Exception {
        int postgres = Stack.shared(ServerKind.POSTGRES).ports().of(PortName.POSTGRES);
        try (TcpProxy proxy = new TcpProxy(postgres)) {
            LaidPipeline pipeline = LaidPipeline.named("stuck_owner");
            LaidPipeline proxied =
                    pipeline.with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:%d/user_data".formatted(proxy.port()));
            try (TaskProcess stream = proxied.job(checkpoints).start()) {
                await().atMost(PATIENCE).until(() -> owned(stream) == 3);
                proxy.become(Mode.REFUSE);
                TestRun run = pipeline.run("manual__stuck").open();
                List<UUID> users = run.publish(20);
                run.close();

                Finished follower = pipeline.job(elsewhere, "--run-id", "manual__stuck", "--outage-deadline", "15s")
                        .start()
                        .await(PATIENCE);

                assertThat(follower.exitStatus()).as(follower.stderr()).isEqualTo(1);
                assertThat(follower.stderr()).contains("The owner lives, but does not advance query=postgres lag=20");
                JsonObject summary = follower.lastStdoutLineAsJson();
                assertThat(summary.get("error").getAsString())
                        .contains("postgres: process " + stream.pid() + " on ", "has stored nothing for 15 s")
                        .doesNotContain("cassandra: ");
                assertThat(pipeline.inCassandra(users)).isEqualTo(20);
                assertThat(pipeline.inPostgres(users)).isZero();
                assertThat(elsewhere).isEmptyDirectory();
            }
        }
    }

    private static long owned(TaskProcess job) {
        return job.stderr().stream()
                .filter(line -> line.contains("Owns the checkpoint"))
                .count();
    }
}
