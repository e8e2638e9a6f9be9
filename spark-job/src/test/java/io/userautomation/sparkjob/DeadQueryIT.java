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

/** A query that gives up, since its database is away for longer than every deadline. */
@Tag("slow")
class DeadQueryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    private Path checkpoints;

    @Test
    void should_start_it_again_in_a_stream_and_say_in_log_and_exit_while_it_is_down() throws Exception {
        int postgres = Stack.shared(ServerKind.POSTGRES).ports().of(PortName.POSTGRES);
        try (TcpProxy proxy = new TcpProxy(postgres)) {
            proxy.become(Mode.REFUSE);
            LaidPipeline pipeline = LaidPipeline.named("dead_query");
            LaidPipeline proxied =
                    pipeline.with("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:%d/user_data".formatted(proxy.port()));
            List<UUID> users = pipeline.run("manual__dead").open().publish(50);
            try (TaskProcess stream = proxied.job(checkpoints, "--start-deadline", "10s", "--outage-deadline", "1s")
                    .start()) {
                // Away from the start.
                await().atMost(PATIENCE)
                        .pollInterval(POLL)
                        .until(() -> says(stream, "Progress query=postgres", "lag=unknown", "down_seconds=")
                                || !stream.isRunning());
                assertThat(stream.isRunning()).as(stream.stderr().toString()).isTrue();
                assertThat(stream.stderr())
                        .noneMatch(line -> line.contains("query=postgres") && line.contains("lag=0"));
                proxy.become(Mode.PASS);
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> pipeline.inPostgres(users) == users.size());

                // Away later.
                proxy.become(Mode.REFUSE);
                long told = downLines(stream);
                List<UUID> more = pipeline.run("manual__dead").publish(50);
                await().atMost(PATIENCE)
                        .pollInterval(POLL)
                        .until(() -> pipeline.inCassandra(more) == more.size() && downLines(stream) > told);
                stream.terminate();

                Finished ended = stream.await(Duration.ofSeconds(15));
                assertThat(ended.exitStatus()).as(ended.stderr()).isEqualTo(1);
                JsonObject last = ended.lastStdoutLineAsJson();
                assertThat(last.get("error").getAsString())
                        .contains("interrupted by a signal while not all was stored")
                        .contains("postgres: ", "127.0.0.1:" + proxy.port())
                        .doesNotContain("cassandra: ");
                assertThat(last.getAsJsonObject("cassandra").get("stored").getAsLong())
                        .isEqualTo(100);
            }
        }
    }

    private static long downLines(TaskProcess stream) {
        return stream.stderr().stream()
                .filter(line -> line.contains("A query is down and is started again query=postgres"))
                .count();
    }

    private static boolean says(TaskProcess stream, String... words) {
        return stream.stderr().stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains));
    }
}
