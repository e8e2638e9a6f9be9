package io.userautomation.systemtests;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.randomuser.recorded.CapturedSample;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command that a person types, without Airflow where it starts servers. The three runs that start servers go one after another on the same data, since
 * that is what the second and the third are about.
 */
@TestMethodOrder(OrderAnnotation.class)
class RunLocalIT {

    /** A whole run, the start of all servers included. */
    private static final Duration RUN = Duration.ofMinutes(8);

    @TempDir
    private static Path folder;

    @Tag("slow")
    @Test
    @Order(1)
    void should_store_10000_users_in_both_databases_and_leave_nothing_running() {
        // when
        Finished run = withoutAirflow("--users", "10000", "--run-id", "ten-thousand")
                .start()
                .await(RUN);
        // then
        assertThat(run.exitStatus()).as(run.toString()).isZero();
        JsonObject summary = run.lastStdoutLineAsJson();
        assertThat(summary.keySet())
                .containsExactly(
                        "run_id",
                        "state",
                        "fetched",
                        "published",
                        "rejected",
                        "stored_cassandra",
                        "stored_postgres",
                        "dead_lettered",
                        "missing",
                        "stored_by",
                        "latency_millis",
                        "seconds",
                        "dag_run_state");
        assertThat(summary.get("dag_run_state").isJsonNull()).isTrue();
        assertThat(summary.get("stored_by").getAsString()).isEqualTo("stream");
        assertThat(summary.get("run_id").getAsString()).isEqualTo("ten-thousand");
        assertThat(summary.get("state").getAsString()).isEqualTo("success");
        for (String all : List.of("fetched", "published", "stored_cassandra", "stored_postgres")) {
            assertThat(summary.get(all).getAsLong()).as(all).isEqualTo(10_000);
        }
        for (String none : List.of("rejected", "dead_lettered", "missing")) {
            assertThat(summary.get(none).getAsLong()).as(none).isZero();
        }
        assertThat(run.stdout()).hasSize(1);
        assertThat(run.stderr())
                .contains(
                        "publish_users done",
                        "published to stored: p50",
                        "stored by      the stream",
                        "SELECT",
                        "psql -h 127.0.0.1");
        assertThat(processesOfTheRun()).isEmpty();
    }

    @Tag("slow")
    @Test
    @Order(2)
    void should_stop_everything_with_status_4_when_interrupted() {
        // given
        try (TaskProcess run =
                withoutAirflow("--users", "100000", "--rate", "500").start()) {
            await().atMost(RUN).until(() -> said(run, "publish_users: ") || !run.isRunning());
            assertThat(processesOfTheRun()).isNotEmpty();
            // when: Ctrl-C
            run.signal("INT");
            Finished ended = run.await(PATIENCE);
            // then
            assertThat(ended.exitStatus()).as(ended.toString()).isEqualTo(4);
            assertThat(ended.lastStdoutLineAsJson().get("state").getAsString()).isEqualTo("failed");
            assertThat(processesOfTheRun()).isEmpty();
        }
    }

    /** Recorded responses that the project carries itself, so that a bare clone sees real shapes. */
    @Tag("slow")
    @Test
    @Order(3)
    void should_start_again_after_an_interruption_and_store_recorded_users(@TempDir Path recorded) throws IOException {
        // given
        CapturedSample.copyTo(recorded);
        // when: 2>&1, as for a log
        Finished run = withoutAirflow(
                        "--recorded",
                        recorded.toString(),
                        "--run-id",
                        "manual__2026-11-21T00:00:00+00:00",
                        "--no-stream")
                .merged()
                .start()
                .await(RUN);
        // then
        assertThat(run.exitStatus()).as(run.toString()).isZero();
        JsonObject summary = run.lastStdoutLineAsJson();
        assertThat(summary.get("stored_cassandra").getAsInt()).isEqualTo(CapturedSample.USERS);
        assertThat(summary.get("stored_postgres").getAsInt()).isEqualTo(CapturedSample.USERS);
        assertThat(summary.get("missing").getAsInt()).isZero();
        assertThat(summary.get("stored_by").getAsString()).isEqualTo("itself");
    }

    @Test
    void should_report_all_bad_flags_at_once() {
        Finished run = runLocal("--users", "none", "--nat", "xx", "--live", "--api-url", "http://localhost/")
                .start()
                .await(PATIENCE);
        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.stderr())
                .contains("3 settings can't be used:", "--users is 'none'", "--nat is 'xx'", "'--api-url, --live'")
                .doesNotContain("\tat ");
        assertThat(run.lastStdoutLineAsJson().get("state").getAsString()).isEqualTo("failed");
    }

    @Test
    void should_say_before_any_start_that_fewer_users_are_recorded_than_asked_for(@TempDir Path recorded)
            throws IOException {
        CapturedSample.copyTo(recorded);
        Finished run = runLocal("--recorded", recorded.toString(), "--users", "25")
                .start()
                .await(PATIENCE);
        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.stderr())
                .contains("--users is '25': must be at most 24")
                .doesNotContain("starting the servers", "\tat ");
    }

    @Test
    void should_say_in_one_sentence_that_a_port_is_taken(@TempDir Path data) throws IOException {
        try (ServerSocket holder = new ServerSocket()) {
            holdUnlessHeld(holder, 8000);
            Finished run = script().arguments("--no-airflow", "--data", data.toString())
                    .start()
                    .await(PATIENCE);
            assertThat(run.exitStatus()).isEqualTo(1);
            assertThat(run.stderr()).contains("8000").doesNotContain("\tat ", "init_schema");
        }
    }

    /** Somebody else's server there serves as well. */
    private static void holdUnlessHeld(ServerSocket holder, int port) throws IOException {
        try {
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException held) {
            assertThat(held).hasMessageContaining("in use");
        }
    }

    @Test
    void should_say_before_any_start_that_there_is_no_python_for_airflow() {
        Finished run = runLocal()
                .environment(Map.of("PYTHON", "/no/such/python", "AIRFLOW_VENV", ""))
                .start()
                .await(PATIENCE);
        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.stderr().lines()).hasSize(1);
        assertThat(run.stderr()).contains("/no/such/python", "--no-airflow");
    }

    @Test
    void should_say_in_one_sentence_that_there_is_no_jdk_17(@TempDir Path noJava) throws IOException {
        Files.createSymbolicLink(noJava.resolve("dirname"), Path.of("/usr/bin/dirname"));
        // The shell changes PATH, since the process itself is started by commands on it.
        String shell = "export PATH=\"$0\" JAVA_HOME=\"$0\"; exec /bin/bash \"$1\"";
        Finished run = TaskProcess.command("/bin/bash", "-c", shell, noJava.toString(), scriptFile())
                .start()
                .await(PATIENCE);
        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.stderr().lines()).hasSize(1);
        assertThat(run.stderr()).startsWith("A JDK 17 is needed").contains(noJava.toString());
    }

    private static TaskCommand runLocal(String... flags) {
        return script().arguments("--data", folder.resolve("data").toString(), "--ports", "free")
                .arguments(flags);
    }

    private static TaskCommand withoutAirflow(String... flags) {
        return runLocal(flags).arguments("--no-airflow");
    }

    private static TaskCommand script() {
        return TaskProcess.command(scriptFile());
    }

    private static String scriptFile() {
        return Checkout.find().root().resolve("script/run-local.sh").toString();
    }

    private static boolean said(TaskProcess run, String words) {
        return run.stderr().stream().anyMatch(line -> line.contains(words));
    }

    /** Servers and tasks have the data folder in their command lines, apart from the jars' own. */
    private static List<String> processesOfTheRun() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(folder.toString()))
                .filter(command -> !command.contains("local-stack.jar run"))
                .toList();
    }
}
