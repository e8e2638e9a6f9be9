package io.userautomation.systemtests;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.airflow.AirflowPython;
import io.userautomation.localstack.check.ListeningSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The command that a person types, with a real Airflow: one start after another on the same data. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class RunLocalAirflowIT {

    /** A whole run, the start of all servers included. */
    private static final Duration RUN = Duration.ofMinutes(8);

    private static final String RUN_ID = "manual__2026-11-21T00:00:00+00:00";

    @TempDir
    private static Path folder;

    @BeforeEach
    void needPython() {
        AirflowPython.missing().ifPresent(Assumptions::abort);
    }

    @Test
    @Order(1)
    void should_run_the_dag_and_say_what_each_task_does() throws Exception {
        // when: whatever of our settings the shell has
        Finished run = runLocal("--users", "3000")
                .environment(JarSettings.hostileShell())
                .start()
                .await(RUN);
        // then
        assertProven(run);
        assertThat(run.stdout()).hasSize(1);
        assertThat(run.stderr())
                .contains(
                        "the password of admin in Airflow's UI: ",
                        "Airflow's UI, as admin with the password in ",
                        "    http://127.0.0.1:")
                .containsSubsequence("publish_users running", "publish_users success after", "audit_run success");
        assertThat(processesOfTheRun()).isEmpty();
    }

    @Test
    @Order(2)
    void should_stop_everything_with_status_4_when_interrupted() {
        // given
        try (TaskProcess run =
                runLocal("--users", "3000", "--rate", "100", "--run-id", RUN_ID).start()) {
            await().atMost(RUN)
                    .until(() -> (said(run, "publish_users running") && said(run, "store_users running"))
                            || !run.isRunning());
            assertThat(processesOfTheRun()).isNotEmpty();
            assertThatEverythingListensOnLoopback(run);
            // when: Ctrl-C
            run.signal("INT");
            Finished ended = run.await(PATIENCE);
            // then
            assertThat(ended.exitStatus()).as(ended.toString()).isEqualTo(4);
            assertThat(ended.stderr()).contains("the run " + RUN_ID + " had not ended: it is marked failed");
            assertThat(processesOfTheRun()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void should_complete_the_interrupted_run_when_it_is_run_again() {
        // when
        Finished run = runLocal("--run-id", RUN_ID).start().await(RUN);
        // then
        assertProven(run);
        assertThat(run.lastStdoutLineAsJson().get("run_id").getAsString()).isEqualTo(RUN_ID);
        Path page = folder.resolve("data/run-pages").resolve(RUN_ID + ".html");
        assertThat(page).content().contains(RUN_ID, "proven");
        assertThat(run.stderr())
                .contains("there is a run " + RUN_ID + " already: it runs again", "  page           " + page)
                .doesNotContain("the password of admin");
        assertThat(processesOfTheRun()).isEmpty();
    }

    /** With the driver's and an executor's ports, which are the last to be there. */
    private static void assertThatEverythingListensOnLoopback(TaskProcess run) {
        ProcessHandle root = ProcessHandle.of(run.pid()).orElseThrow();
        await().atMost(RUN).until(() -> ListeningSocket.ofTree(root).entrySet().stream()
                .filter(entry -> isExecutor(entry.getKey()))
                .anyMatch(entry -> !entry.getValue().isEmpty()));
        List<String> sockets = ListeningSocket.ofTree(root).entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(socket -> "%s %d of %s"
                        .formatted(
                                socket.address().isLoopbackAddress() ? "loopback" : socket.address(),
                                socket.port(),
                                entry.getKey().info().commandLine().orElse("?"))))
                .toList();
        long ports = Stream.of(PortName.values())
                .filter(Ports.standard()::isTaken)
                .filter(port -> !ServerKind.ON_DEMAND.contains(port.server()))
                .count();
        assertThat(sockets).hasSizeGreaterThan((int) ports).allSatisfy(socket -> assertThat(socket)
                .startsWith("loopback "));
    }

    private static boolean isExecutor(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
    }

    private static void assertProven(Finished run) {
        assertThat(run.exitStatus()).as(run.toString()).isZero();
        JsonObject summary = run.lastStdoutLineAsJson();
        assertThat(summary.get("state").getAsString()).isEqualTo("success");
        assertThat(summary.get("dag_run_state").getAsString()).isEqualTo("success");
        for (String all : List.of("fetched", "published", "stored_cassandra", "stored_postgres")) {
            assertThat(summary.get(all).getAsLong()).as(all).isEqualTo(3_000);
        }
        for (String none : List.of("rejected", "dead_lettered", "missing")) {
            assertThat(summary.get(none).getAsLong()).as(none).isZero();
        }
    }

    private static TaskCommand runLocal(String... flags) {
        return TaskProcess.command(
                        Checkout.find().root().resolve("script/run-local.sh").toString())
                .arguments("--data", folder.resolve("data").toString(), "--ports", "free")
                .arguments(flags);
    }

    private static boolean said(TaskProcess run, String words) {
        return run.stderr().stream().anyMatch(line -> line.contains(words));
    }

    /** All that it starts finds the data folder in its command line or, as Airflow's do, among its variables. */
    private static List<String> processesOfTheRun() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.info().commandLine().orElse("") + " " + variables(process.pid()))
                .filter(process -> process.contains(folder.toString()))
                .filter(process -> !process.contains("local-stack.jar run"))
                .toList();
    }

    private static String variables(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException endedOrNotOurs) {
            return "";
        }
    }
}
