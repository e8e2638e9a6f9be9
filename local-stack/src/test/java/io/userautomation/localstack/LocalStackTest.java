package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.JarVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStackTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void should_refuse_a_server_it_does_not_have() {
        assertThat(execute("up", "kafka,oracle", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("There is no server 'oracle': there are kafka, cassandra, postgres, mysql, schema-registry,"
                        + " spark-master, spark-worker, random-user-api");
    }

    @Test
    void should_refuse_a_port_for_nothing_it_has() {
        assertThat(execute("up", "kafka", "--ports", "oracle=1521", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no port 'oracle': there are kafka, ");
    }

    @Test
    void should_refuse_a_worker_without_cores() {
        assertThat(execute("up", "kafka", "--worker-cores", "0", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("The Spark worker's cores (0) must be 1 or more");
    }

    @Test
    void should_report_all_flags_of_a_run_that_cannot_be_used() {
        // when
        Finished finished = InProcess.run(Duration.ofSeconds(30), (out, err) -> new LocalStack(out, err, reaction -> {})
                .execute("run", "--users", "0", "--stay=perhaps"));

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .contains("2 settings can't be used:", "--users is '0': must be", "--stay is 'perhaps': must be");
    }

    @ParameterizedTest
    @CsvSource({
        "run, --stay[=BOOLEAN]",
        "up, --free-ports",
    })
    void should_list_each_commands_flags(String command, String flag) {
        // when
        int status = execute(command, "--help");

        // then
        assertThat(status).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: local-stack " + command)
                .contains(flag);
    }

    @Test
    void should_say_its_version() {
        assertThat(execute("--version")).isZero();
        assertThat(execute("run", "--version")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly(JarVersion.text(), JarVersion.text());
    }

    @Test
    void should_keep_out_of_a_folder_in_use_with_one_sentence() {
        try (DataFolder data = DataFolder.acquire(folder)) {
            assertThat(execute("up", "kafka", "--data", folder.toString())).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8).strip())
                    .isEqualTo("%s is in use by another local stack (process %d): stop that one, or name another folder"
                            .formatted(data.path(), ProcessHandle.current().pid()));
        }
    }

    private int execute(String... arguments) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new LocalStack(stream, stream, reaction -> {}).execute(arguments);
    }
}
