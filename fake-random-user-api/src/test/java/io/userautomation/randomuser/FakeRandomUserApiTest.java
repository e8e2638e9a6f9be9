package io.userautomation.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.randomuser.RandomUserApi.Options;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeRandomUserApiTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream streams = new ByteArrayOutputStream();

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
            ExitStatus status = run("--port", String.valueOf(taken.getLocalPort()));

            // then
            assertThat(status).isEqualTo(ExitStatus.FAILED);
            assertThat(written())
                    .contains("can't listen at 127.0.0.1, port %d: Address already in use"
                            .formatted(taken.getLocalPort()))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void should_end_with_2_and_name_every_bad_setting() {
        // when
        ExitStatus status = run("--port", "many", "--recorded", "nowhere");

        // then
        assertThat(status).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(written()).contains("1. ", "--port", "2. ", "--recorded").doesNotContain("\tat ");
    }

    @Test
    void should_list_its_flags() {
        // when
        ExitStatus status = run("--help");

        // then
        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(written()).startsWith("Usage: random-user-api").contains("--gzip[=BOOLEAN]");
    }

    private ExitStatus run(String... arguments) {
        PrintStream stream = new PrintStream(streams, true, StandardCharsets.UTF_8);
        return new CommandRunner(Map.of(), stream, stream).run(FakeRandomUserApi.COMMAND, arguments);
    }

    private String written() {
        return streams.toString(StandardCharsets.UTF_8);
    }

    private static Options options(Map<String, String> environment, String... arguments) {
        return FakeRandomUserApi.options(CommandRunner.settings(FakeRandomUserApi.COMMAND, environment, arguments));
    }
}
