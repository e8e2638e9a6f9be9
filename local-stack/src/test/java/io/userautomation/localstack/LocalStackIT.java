package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a person uses it; what one start can show is asked of one that is shared, and ends with the last test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(45);

    @TempDir
    private static Path sharedFolder;

    private static TaskProcess shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        shared = up(sharedFolder, "kafka,cassandra,postgres,schema-registry").start();
        awaitLine(shared, "export SCHEMA_REGISTRY_URL=");
    }

    @AfterAll
    static void kill() {
        shared.close();
    }

    @Test
    void should_print_the_variables_when_the_servers_are_ready_and_nothing_else_on_stdout() {
        assertThat(shared.stdout())
                .extracting(line -> line.replaceFirst("=.*", ""))
                .containsExactly(
                        "export CASSANDRA_CONTACT_POINTS",
                        "export CASSANDRA_LOCAL_DATACENTER",
                        "export KAFKA_BOOTSTRAP_SERVERS",
                        "export POSTGRES_PASSWORD",
                        "export POSTGRES_URL",
                        "export POSTGRES_USERNAME",
                        "export SCHEMA_REGISTRY_URL");
    }

    @Test
    void should_keep_a_second_supervisor_out() {
        // when
        Finished second = upInProcess(sharedFolder, "kafka");

        // then
        assertThat(second.exitStatus()).isEqualTo(1);
        assertThat(second.stdout()).isEmpty();
        assertThat(second.stderr())
                .isEqualTo("%s is in use by another local stack (process %d): stop that one, or name another folder"
                        .formatted(sharedFolder, shared.pid()));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void should_leave_no_process_behind_after_ctrl_c() {
        // given
        List<ProcessHandle> servers = servers(sharedFolder);
        assertThat(servers).hasSize(4);
        List<ProcessHandle> all = Stream.concat(
                        servers.stream(), servers.stream().flatMap(ProcessHandle::descendants))
                .toList();

        // when
        shared.signal("INT");

        // then
        assertThat(shared.await(STOP).exitStatus()).isZero();
        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void should_leave_no_process_behind_after_ctrl_c_while_starting() {
        try (TaskProcess process = up(folder, "kafka,cassandra,postgres").start()) {
            Awaitility.await().atMost(START).until(() -> servers(folder).size() >= 2);
            List<ProcessHandle> servers = servers(folder);

            process.signal("INT");

            assertThat(process.await(STOP).exitStatus()).isEqualTo(4);
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertThat(servers(folder)).isEmpty();
        }
    }

    @Test
    void should_keep_the_data_and_leave_nothing_running_when_the_supervisor_is_killed() {
        String password;
        List<ProcessHandle> orphans;
        try (TaskProcess process = up(folder, "kafka,postgres").start()) {
            awaitReady(process);
            password = passwordLine(process);
            orphans = servers(folder);
            process.signal("KILL");
            process.await(STOP);
        }

        try (TaskProcess next = up(folder, "kafka,postgres").start()) {
            awaitReady(next);

            assertThat(orphans).hasSize(2).noneMatch(ProcessHandle::isAlive);
            assertThat(passwordLine(next)).isEqualTo(password);
            next.terminate();
            next.await(STOP);
        }
    }

    @Test
    void should_name_a_taken_port_and_its_holder_before_anything_starts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finished finished = upInProcess(folder, "kafka,postgres", "--ports", "postgres=" + taken.getLocalPort());

            assertThat(finished.exitStatus()).isEqualTo(1);
            assertThat(finished.stderr())
                    .isEqualTo(
                            "Port %d, wanted for postgres, is in use by process %d (java): stop that, or give postgres another port"
                                    .formatted(
                                            taken.getLocalPort(),
                                            ProcessHandle.current().pid()));
            assertThat(folder.resolve("logs")).doesNotExist();
        }
    }

    @Test
    void should_show_why_a_server_died_while_starting_and_stop_the_others() throws IOException {
        Path storage = Files.createDirectories(folder.resolve("kafka/data"));
        Files.writeString(storage.resolve("meta.properties"), "version=1\ncluster.id=somewhere\nnode.id=7\n");

        Finished finished = upInProcess(folder, "kafka,postgres");

        assertThat(finished.exitStatus()).isEqualTo(1);
        assertThat(finished.stderr())
                .startsWith("kafka ended with status 1 while starting; its log is %s and ends:"
                        .formatted(folder.resolve("logs/kafka.log")))
                .contains("Stored node id 7 doesn't match previous node id 1");
        assertThat(servers(folder)).isEmpty();
    }

    private static TaskCommand up(Path folder, String servers) {
        return TaskProcess.jar(Checkout.jar("local-stack")).arguments(arguments(folder, servers));
    }

    /** For what ends by itself. */
    private static Finished upInProcess(Path folder, String servers, String... more) {
        List<String> all = new ArrayList<>(arguments(folder, servers));
        all.addAll(List.of(more));
        return InProcess.run(
                START, (out, err) -> new LocalStack(out, err, reaction -> {}).execute(all.toArray(String[]::new)));
    }

    private static List<String> arguments(Path folder, String servers) {
        return List.of("up", servers, "--free-ports", "--data", folder.toString());
    }

    private static void awaitReady(TaskProcess process) {
        awaitLine(process, "export POSTGRES_USERNAME=");
    }

    private static void awaitLine(TaskProcess process, String start) {
        Awaitility.await()
                .atMost(START)
                .until(() ->
                        !process.isRunning() || process.stdout().stream().anyMatch(line -> line.startsWith(start)));
        assertThat(process.isRunning()).as("%s", process.stderr()).isTrue();
    }

    private static String passwordLine(TaskProcess process) {
        return process.stdout().stream()
                .filter(line -> line.startsWith("export POSTGRES_PASSWORD="))
                .findFirst()
                .orElseThrow();
    }

    /** The servers that the stack of this folder has noted as running. */
    private static List<ProcessHandle> servers(Path folder) {
        Path pids = folder.resolve("pids");
        if (!Files.isDirectory(pids)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pids)) {
            return files.map(file -> new PidFile(file).read().flatMap(identity -> identity.alive()))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
