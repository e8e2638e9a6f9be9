package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.RunManifest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One database away in the midst of a run: the other goes on meanwhile, and the one that was away catches up. */
class DatabaseOutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PAGE = 200;

    private static LaidPipeline pipeline;

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("database_outage");
    }

    @AfterEach
    void bring_the_servers_back() {
        for (String store : RunManifest.DEFAULT_STORES) {
            if (!server(store).isRunning()) {
                server(store).restart();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cassandra", "postgres"})
    void should_go_on_in_the_other_database_and_catch_up_unaided(String away) throws Exception {
        String other = away.equals("cassandra") ? "postgres" : "cassandra";
        String runId = "manual__without_" + away;
        TestRun run = pipeline.run(runId).open();
        List<UUID> users = new ArrayList<>(run.publish(PAGE));
        // Nobody publishes by the rules here: this run shows no sign of life, and may take its time.
        try (TaskProcess job = pipeline.job(checkpoints, "--run-id", runId, "--idle-timeout", "30m")
                .start()) {
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> count(away, users) == PAGE && count(other, users) == PAGE);
            server(away).stop();
            long stopped = System.nanoTime();

            while (System.nanoTime() - stopped < OUTAGE.toNanos()) {
                List<UUID> more = run.publish(PAGE);
                users.addAll(more);
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> count(other, more) == PAGE);
            }

            assertThat(job.isRunning()).isTrue();
            server(away).restart();
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> count(away, users) == users.size());
            run.close();
            Finished finished = job.await(PATIENCE);
            assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
            assertThat(count(other, users)).isEqualTo(users.size());
        }
    }

    private static int count(String store, List<UUID> users) throws SQLException {
        return switch (store) {
            case "cassandra" -> pipeline.inCassandra(users);
            case "postgres" -> pipeline.inPostgres(users);
            default -> throw new IllegalArgumentException(store);
        };
    }

    private static Server server(String store) {
        ServerKind kind =
                switch (store) {
                    case "cassandra" -> ServerKind.CASSANDRA;
                    case "postgres" -> ServerKind.POSTGRES;
                    default -> throw new IllegalArgumentException(store);
                };
        return Stack.shared(kind).server(kind);
    }
}
