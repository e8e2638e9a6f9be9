package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowException;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code script/entrypoint.sh} as a container calls it: users in the database, everything set by variables. */
@Tag("slow")
class EntrypointIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "first-password";
    private static final String MISSING =
            "entrypoint: Users are kept in the database, and the first one has no password: set AIRFLOW_ADMIN_PASSWORD"
                    + " or AIRFLOW_ADMIN_PASSWORD_FILE";

    private static Stack stack;
    private static AirflowVenv venv;

    @TempDir
    private Path home;

    private final String database = "entrypoint_" + System.nanoTime();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        AirflowPython.missing().ifPresent(Assumptions::abort);
        stack = Stack.shared(ServerKind.POSTGRES);
        venv = AirflowVenv.of(Checkout.find(), Path.of("target", "airflow").toAbsolutePath());
        venv.make(LogFile.fromNow(Path.of("target", "airflow-venv.log")));
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        Map<String, String> postgres = stack.environment();
        try (Connection connection = DriverManager.getConnection(
                        postgres.get("POSTGRES_URL"),
                        postgres.get("POSTGRES_USERNAME"),
                        postgres.get("POSTGRES_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    @Test
    void should_create_the_first_user_once_and_leave_the_password_alone_ever_after() throws IOException {
        Path file = Files.writeString(home.resolve("password-file"), PASSWORD + "\n");
        Finished first = entrypoint("migrate")
                .environment("AIRFLOW_ADMIN_PASSWORD_FILE", file.toString())
                .start()
                .await(PATIENCE);
        assertThat(first.exitStatus()).as(first.stderr()).isZero();
        assertThat(first.stderr()).contains("entrypoint: user admin created").doesNotContain(PASSWORD);
        assertThat(first.stdout()).noneMatch(line -> line.contains(PASSWORD));

        int port = Ports.anyFree();
        try (TaskProcess server = entrypoint("api-server")
                .environment("AIRFLOW_ADMIN_PASSWORD", "second-password")
                .environment("AIRFLOW__API__HOST", "127.0.0.1")
                .environment("AIRFLOW__API__PORT", Integer.toString(port))
                .start()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !server.isRunning() || Answers.http(port, "/api/v2/monitor/health"));
            assertThat(server.stderr()).contains("entrypoint: user admin exists already and keeps the password");
            URI airflow = URI.create("http://127.0.0.1:" + port);
            assertThat(new AirflowClient(airflow, "admin", PASSWORD).importErrors())
                    .isEmpty();
            assertThatThrownBy(() -> new AirflowClient(airflow, "admin", "second-password").importErrors())
                    .isInstanceOf(AirflowException.class)
                    .hasMessageContaining("401");
            server.terminate();
            server.await(Duration.ofSeconds(20));
        }
    }

    @Test
    void should_ask_for_a_password_before_it_does_anything() {
        Finished finished = entrypoint("migrate").start().await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).endsWith(MISSING);
    }

    @Test
    void should_give_up_a_component_whose_database_is_not_migrated_and_say_so() {
        Finished finished = entrypoint("dag-processor")
                .environment("AIRFLOW_START_TIMEOUT", "1")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr())
                .contains("entrypoint: The metadata database was not migrated within 1 s;"
                        + " entrypoint.sh migrate does that");
    }

    @Test
    void should_not_schedule_without_an_api_server_since_every_task_would_fail() {
        String nobody = "http://127.0.0.1:%d/execution/".formatted(Ports.anyFree());
        Finished finished = entrypoint("scheduler")
                .environment("AIRFLOW_START_TIMEOUT", "1")
                .environment("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", nobody)
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr())
                .contains("entrypoint: The api-server %s, which every task needs, did not answer within 1 s"
                        .formatted(nobody));
    }

    @Test
    void should_give_up_a_database_that_does_not_answer_and_name_it_without_its_password() {
        int nobody = Ports.anyFree();
        Finished finished = entrypoint("dag-processor")
                .environment("AIRFLOW_START_TIMEOUT", "1")
                .environment("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", url(nobody, "hidden"))
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr())
                .contains("entrypoint: The metadata database %s could not be reached within 1 s"
                        .formatted(url(nobody, "***")))
                .doesNotContain("hidden");
    }

    @Test
    void should_run_any_other_command_as_it_is() {
        Finished finished = entrypoint("sh", "-c", "echo \"$0\"; exit 7", "two  blanks")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(7);
        assertThat(finished.stdout()).containsExactly("two  blanks");
    }

    private TaskCommand entrypoint(String... arguments) {
        Map<String, String> postgres = stack.environment();
        return TaskProcess.command(
                        Checkout.find().root().resolve("script/entrypoint.sh").toString())
                .arguments(arguments)
                .environment("PATH", venv.programs() + ":" + System.getenv("PATH"))
                .environment("AIRFLOW_HOME", home.toString())
                .environment("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
                .environment(
                        "AIRFLOW__CORE__AUTH_MANAGER",
                        "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager")
                .environment(
                        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
                        url(stack.server(ServerKind.POSTGRES).port(), postgres.get("POSTGRES_PASSWORD")));
    }

    private String url(int port, String password) {
        return "postgresql+psycopg2://%s:%s@127.0.0.1:%d/%s"
                .formatted(stack.environment().get("POSTGRES_USERNAME"), password, port, database);
    }
}
