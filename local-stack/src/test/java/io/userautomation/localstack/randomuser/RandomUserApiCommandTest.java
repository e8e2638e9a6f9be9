package io.userautomation.localstack.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.Flags;
import io.userautomation.commandline.TaskRunner;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.InProcess;
import io.userautomation.localstack.randomuser.RandomUserApi.Options;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RandomUserApiCommandTest {
    @TempDir
    private Path folder;

    @Test
    void should_have_defaults() {
        Options options = options(Map.of());

        assertThat(options.host().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8000);
        assertThat(options.recorded()).isEmpty();
        assertThat(options.rateLimit()).isEqualTo(RateLimit.NONE);
        assertThat(options.latency()).isZero();
        assertThat(options.gzip()).isFalse();
    }

    @Test
    void should_take_every_flag_over_its_variable() {
        Options options = options(
                Map.of("RANDOM_USER_API_PORT", "9", "RANDOM_USER_API_GZIP", "false"),
                "--host=0.0.0.0",
                "--port=0",
                "--recorded=" + folder,
                "--rate-limit=20000",
                "--latency=50ms",
                "--gzip");

        assertThat(options.host().isAnyLocalAddress()).isTrue();
        assertThat(options.port()).isZero();
        assertThat(options.recorded()).hasValue(folder);
        assertThat(options.rateLimit()).isEqualTo(20_000);
        assertThat(options.latency()).isEqualTo(Duration.ofMillis(50));
        assertThat(options.gzip()).isTrue();
    }

    @Test
    void should_name_all_problems_at_once() {
        assertThatThrownBy(() -> options(
                        Map.of("RANDOM_USER_API_GZIP", "perhaps"),
                        "--host=not an address",
                        "--port=70000",
                        "--recorded=nowhere",
                        "--rate-limit=0",
                        "--latency=soon"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll(
                        "1. RANDOM_USER_API_HOST (--host) is 'not an address': must be an address of this machine",
                        "2. RANDOM_USER_API_PORT (--port) is '70000'",
                        "3. RANDOM_USER_API_RECORDED (--recorded) is 'nowhere': must be a folder",
                        "4. RANDOM_USER_API_RATE_LIMIT (--rate-limit) is '0': must be a whole number of at least 1",
                        "5. RANDOM_USER_API_LATENCY (--latency) is 'soon': must be a duration",
                        "6. RANDOM_USER_API_GZIP (--gzip) is 'perhaps': must be true or false");
    }

    @Test
    void should_name_the_port_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Options options = Options.defaults().withPort(taken.getLocalPort());

            assertThatThrownBy(() -> RandomUserApi.start(options))
                    .hasMessage("can't listen at 127.0.0.1, port %d: Address already in use", taken.getLocalPort());
        }
    }

    @Test
    void should_end_with_1_and_name_the_port_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            // when
            Finished finished = run("--port", String.valueOf(taken.getLocalPort()));

            // then
            assertThat(finished.exitStatus()).isEqualTo(1);
            assertThat(finished.stderr())
                    .contains("can't listen at 127.0.0.1, port %d: Address already in use"
                            .formatted(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void should_end_with_2_and_name_every_bad_setting() {
        // when
        Finished finished = run("--port", "many", "--recorded", "nowhere");

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .contains("1. ", "--port", "2. ", "--recorded")
                .doesNotContain("\tat ");
    }

    private static Finished run(String... arguments) {
        return InProcess.run(
                Duration.ofSeconds(30), (out, err) -> RandomUserApiCommand.line(new TaskRunner(out, err)::run)
                        .execute(arguments));
    }

    private static Options options(Map<String, String> environment, String... arguments) {
        CommandLine line = RandomUserApiCommand.line(TaskRunner::runInProcess);
        return RandomUserApiCommand.options(
                Flags.read(line.parseArgs(arguments), RandomUserApiCommand.FLAGS, environment));
    }
}
