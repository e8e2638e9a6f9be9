package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.userautomation.localstack.airflow.AirflowClient;
import io.userautomation.localstack.airflow.AirflowException;
import io.userautomation.localstack.airflow.AirflowHttp;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.check.ListeningSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AirflowServersIT {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Stack stack;

    @BeforeAll
    static void start() {
        AirflowPython.missing().ifPresent(Assumptions::abort);
        stack = Stack.start(folder, Ports.free(), ServerKind.AIRFLOW);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void should_let_only_the_right_password_in() throws IOException {
        URI airflow = address(stack.server(ServerKind.AIRFLOW_API_SERVER).port());

        assertThatCode(() -> client(airflow, password()).importErrors()).doesNotThrowAnyException();
        assertThatThrownBy(() -> client(airflow, "wrong").importErrors())
                .isInstanceOf(AirflowException.class)
                .hasMessageContaining("401");
    }

    @Test
    void should_read_this_projects_dag() {
        AirflowHttp airflow = AirflowClient.of(stack).http();

        Awaitility.await().atMost(END).untilAsserted(() -> assertThat(
                        airflow.get("/api/v2/dags").toString())
                .contains("\"dag_id\":\"user_automation\"", "\"is_paused\":true"));
        assertThat(AirflowClient.of(stack).importErrors()).isEmpty();
    }

    @Test
    void should_listen_on_loopback_only() throws IOException {
        List<ListeningSocket> listeners = new ArrayList<>();
        for (ProcessHandle process : processes()) {
            listeners.addAll(ListeningSocket.of(process.pid()));
        }

        assertThat(listeners)
                .extracting(ListeningSocket::port)
                .containsOnly(stack.server(ServerKind.AIRFLOW_API_SERVER).port());
        assertThat(listeners).allMatch(socket -> socket.address().isLoopbackAddress());
    }

    @Test
    void should_keep_its_secrets_in_files_of_its_user_and_out_of_what_tasks_see() throws IOException {
        Path home = folder.resolve("airflow");
        String environment = Files.readString(
                Path.of("/proc/" + stack.server(ServerKind.AIRFLOW_SCHEDULER).pid() + "/environ"));
        List<Path> files = new ArrayList<>(List.of(home.resolve("password"), home.resolve("passwords.json")));
        try (Stream<Path> secrets = Files.list(home.resolve("secrets"))) {
            secrets.forEach(files::add);
        }

        assertThat(files).hasSize(6).allSatisfy(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(environment).doesNotContain(Files.readString(file));
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("airflow.cfg"))))
                .isEqualTo("rw-------");
    }

    @Test
    void should_take_a_killed_schedulers_workers_with_it_and_start_another() {
        Server scheduler = stack.server(ServerKind.AIRFLOW_SCHEDULER);
        ProcessHandle process = ProcessHandle.of(scheduler.pid()).orElseThrow();
        Awaitility.await().atMost(END).until(() -> process.children().count() == 4);
        List<ProcessHandle> workers = process.children().toList();

        process.destroyForcibly();

        Awaitility.await().atMost(END).until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
        scheduler.restart();
        assertThat(scheduler.isRunning()).isTrue();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void should_leave_nothing_running_and_keep_its_data_when_closed_and_when_killed() throws IOException {
        JsonObject variable = new JsonObject();
        variable.addProperty("key", "kept");
        variable.addProperty("value", "yes");
        client(address(stack.server(ServerKind.AIRFLOW_API_SERVER).port()), password())
                .http()
                .send("POST", "/api/v2/variables", variable);
        List<ProcessHandle> closed = processes();

        stack.close();

        assertThat(closed).hasSizeGreaterThan(6).noneMatch(ProcessHandle::isAlive);
        int port = Ports.anyFree();
        try (TaskProcess next = up(port)) {
            assertThat(client(address(port), password())
                            .http()
                            .get("/api/v2/variables/kept")
                            .toString())
                    .contains("yes");
            List<ProcessHandle> killed =
                    ProcessHandle.of(next.pid()).orElseThrow().descendants().toList();

            next.signal("KILL");

            assertThat(killed).hasSizeGreaterThan(6);
            Awaitility.await().atMost(END).until(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private static TaskProcess up(int port) {
        TaskProcess process = TaskProcess.jar(Checkout.jar("local-stack"))
                .arguments("up", "airflow", "--free-ports", "--ports", "airflow=" + port, "--data", folder.toString())
                .start();
        Awaitility.await()
                .atMost(START)
                .until(() -> !process.isRunning()
                        || process.stdout().stream().anyMatch(line -> line.startsWith("export POSTGRES_USERNAME=")));
        assertThat(process.isRunning()).as("%s", process.stderr()).isTrue();
        return process;
    }

    /** Airflow's components and what they have started. */
    private static List<ProcessHandle> processes() {
        return ServerKind.AIRFLOW.stream()
                .map(kind -> ProcessHandle.of(stack.server(kind).pid()).orElseThrow())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }

    private static AirflowClient client(URI airflow, String password) {
        return new AirflowClient(airflow, "admin", password);
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static String password() throws IOException {
        return Files.readString(folder.resolve("airflow/password"));
    }
}
