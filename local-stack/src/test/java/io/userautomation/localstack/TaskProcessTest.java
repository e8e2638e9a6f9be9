package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TaskProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void should_tell_status_stdout_and_stderr_apart() {
        Finished finished = shell("echo one; echo '{\"published\":2}'; echo oops >&2; exit 3")
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stdout()).containsExactly("one", "{\"published\":2}");
        assertThat(finished.stderr()).isEqualTo("oops");
        assertThat(finished.lastStdoutLineAsJson().get("published").getAsInt()).isEqualTo(2);
    }

    @Test
    void should_merge_the_streams_as_a_shell_would() {
        Finished finished = shell("echo oops >&2; echo done").merged().start().await(PATIENCE);

        assertThat(finished.stdout()).containsExactly("oops", "done");
        assertThat(finished.stderr()).isEmpty();
    }

    @Test
    void should_pass_the_given_variables_and_none_of_the_shells_own() {
        Finished finished = TaskProcess.command("env")
                .environment(Map.of("USERS_TOPIC", "users"))
                .environment("RUNS_TOPIC", "runs")
                .without("RUNS_TOPIC")
                .start()
                .await(PATIENCE);

        assertThat(finished.stdout()).contains("USERS_TOPIC=users");
        assertThat(finished.stdout())
                .extracting(line -> line.replaceFirst("=.*", ""))
                .isSubsetOf(
                        "USERS_TOPIC",
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "LANG",
                        "LC_ALL",
                        "TMPDIR",
                        "JAVA_HOME",
                        "TZ",
                        "AIRFLOW_VENV");
    }

    @Test
    void should_send_sigterm_and_report_what_the_process_made_of_it() {
        try (TaskProcess process = shell(
                        "trap 'echo stopping; exit 4' TERM; echo ready; while true; do sleep 0.1; done")
                .start()) {
            Awaitility.await().until(() -> process.stdout().contains("ready"));

            process.terminate();

            Finished finished = process.await(PATIENCE);
            assertThat(finished.exitStatus()).isEqualTo(4);
            assertThat(finished.lastStdoutLine()).isEqualTo("stopping");
        }
    }

    @Test
    void should_report_128_and_the_signal_of_a_killed_process() {
        TaskProcess process = shell("sleep 600").start();

        process.kill();

        assertThat(process.await(PATIENCE).exitStatus()).isEqualTo(137);
    }

    @Test
    void should_not_wait_for_ever_and_leave_nothing_running() {
        TaskProcess process = shell("echo busy; sleep 600").start();
        Awaitility.await().until(() -> process.stdout().contains("busy"));

        assertThatThrownBy(() -> process.await(Duration.ofMillis(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("still running after PT0.01S")
                .hasMessageContaining("busy");
        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void should_say_that_a_jar_is_not_built() {
        assertThatThrownBy(() -> TaskProcess.jar(Path.of("no/such.jar")))
                .isInstanceOf(StackException.class)
                .hasMessage("no/such.jar is not there: build it with ./mvnw package -DskipTests");
    }

    @Test
    void should_find_the_summary_before_what_the_jvm_says_behind_it() {
        Finished finished = shell("""
                        echo '{"task":"t","status":"done","n":1}'; echo '{"level":"INFO"}'; echo '[0.1s][gc,heap,exit] Heap'
                        """).start().await(PATIENCE);

        assertThat(finished.lastStdoutLineAsJson().get("n").getAsInt()).isEqualTo(1);
    }

    @Test
    void should_show_everything_where_no_line_is_a_summary() {
        Finished finished = shell("echo not json; echo trace >&2").start().await(PATIENCE);

        assertThatThrownBy(finished::lastStdoutLineAsJson)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not json")
                .hasMessageContaining("trace");
    }

    private static TaskCommand shell(String script) {
        return TaskProcess.command("sh", "-c", script);
    }
}
