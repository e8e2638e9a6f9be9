package io.userautomation.deadletters;

import static io.userautomation.deadletters.DeadLetterCommand.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say without a server. */
class CommandsTest {

    private final String absent = "127.0.0.1:" + DeadLetterCommand.freePort();
    private final DeadLetterCommand commands = new DeadLetterCommand(Map.of("KAFKA_BOOTSTRAP_SERVERS", absent));

    @Test
    void should_name_a_missing_command_a_missing_file_and_an_unknown_flag() {
        // when
        Finished unnamed = commands.run();
        Finished withoutFile = commands.run("export");
        Finished unknown = commands.run("list", "--latest");

        // then
        assertEnded(2, unnamed, "name a command: list, export, replay");
        assertEnded(2, withoutFile, "DEAD_LETTER_FILE (--file) is not set: must be a file that is not there yet");
        assertEnded(2, unknown, "Unknown option: '--latest'");
        assertThat(unknown.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "replay"})
    void should_name_kafka_where_it_is_absent(String command) {
        // when
        Finished failed = commands.run(command, "--kafka-timeout", "1s");

        // then
        assertEnded(1, failed, "Kafka at " + absent + " did not answer within 1 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "export", "replay"})
    void should_list_each_commands_flags_with_their_variables_on_stdout(String command) {
        // when
        Finished help = commands.run(command, "--help");

        // then
        assertThat(help.exitStatus()).isZero();
        assertThat(help.stderr()).isEmpty();
        assertThat(String.join("\n", help.stdout()))
                .startsWith("Usage: dead-letter-task " + command)
                .contains("--run-id", "[RUN_ID]", "--kafka-timeout", "[DEAD_LETTER_KAFKA_TIMEOUT]");
    }
}
