package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.stores.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One database away in the midst of a run: the other goes on meanwhile, and the one that was away catches up. */
class DatabaseOutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int PAGE = 200;
    private static final int PAGES_MEANWHILE = 3;

    private static LaidPipeline pipeline;

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("database_outage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cassandra", "postgres"})
    void should_go_on_in_the_other_database_and_catch_up_unaided(String away) throws Exception {
        String other = away.equals("cassandra") ? "postgres" : "cassandra";
        String runId = "manual__without_" + away;
        TestRun run = pipeline.run(runId).open();
        List<UUID> users = new ArrayList<>(run.publish(PAGE));
        // Nobody publishes by the rules here: this run shows no sign of life, and may take its time.
        try (TcpProxy network = before(away);
                TaskProcess job = behind(network, away)
                        .job(checkpoints, "--run-id", runId, "--idle-timeout", "30m")
                        .start()) {
            await(job, () -> count(away, users) == PAGE && count(other, users) == PAGE);
            network.become(TcpProxy.Mode.REFUSE);

            users.addAll(run.publish(PAGE));
            await(job, () -> job.stderr().stream()
                    .anyMatch(line -> line.contains("Waiting for a server sink=" + away)));
            for (int page = 0; page < PAGES_MEANWHILE; page++) {
                users.addAll(run.publish(PAGE));
                await(job, () -> count(other, users) == users.size());
            }

            assertThat(count(away, users)).isEqualTo(PAGE);
            assertThat(job.isRunning()).isTrue();
            network.become(TcpProxy.Mode.PASS);
            await(job, () -> count(away, users) == users.size());
            run.close();
            Finished finished = job.await(PATIENCE);
            assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
            assertThat(count(other, users)).isEqualTo(users.size());
        }
    }

    private static void await(TaskProcess job, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the job did not come so far: " + String.join("\n", job.stderr()), e);
        }
    }

    private static int count(String store, List<UUID> users) throws SQLException {
        return switch (store) {
            case "cassandra" -> pipeline.inCassandra(users);
            case "postgres" -> pipeline.inPostgres(users);
            default -> throw new IllegalArgumentException(store);
        };
    }

    private static TcpProxy before(String store) {
        ServerKind kind =
                switch (store) {
                    case "cassandra" -> ServerKind.CASSANDRA;
                    case "postgres" -> ServerKind.POSTGRES;
                    default -> throw new IllegalArgumentException(store);
                };
        return new TcpProxy(Stack.shared(kind).server(kind).port());
    }

    private static LaidPipeline behind(TcpProxy network, String store) {
        return store.equals("cassandra")
                ? pipeline.with("CASSANDRA_CONTACT_POINTS", "127.0.0.1:" + network.port())
                : pipeline.with(
                        "POSTGRES_URL",
                        pipeline.settings(PostgresSettings::from)
                                .url()
                                .replaceFirst(":\\d+/", ":" + network.port() + "/"));
    }
}
