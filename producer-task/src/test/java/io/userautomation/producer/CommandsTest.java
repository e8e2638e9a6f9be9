package io.userautomation.producer;

import static io.userautomation.producer.ProducerCommand.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say without a server. */
class CommandsTest {

    private final String absent = "127.0.0.1:" + ProducerCommand.freePort();
    private final ProducerCommand producer = new ProducerCommand(Map.of("KAFKA_BOOTSTRAP_SERVERS", absent));

    @Test
    void should_name_a_missing_run_id_and_an_unknown_flag() {
        // when
        Finished unnamed = producer.run("publish");
        Finished unknown = producer.run("publish", "--user", "5");

        // then
        assertThat(unnamed.exitStatus()).isEqualTo(2);
        assertThat(unnamed.stderr()).contains("RUN_ID (--run-id) is not set: must be 1 to 250 letters");
        assertThat(unknown.exitStatus()).isEqualTo(2);
        assertThat(unknown.stderr()).contains("Unknown option").doesNotContain("\tat ");
        assertThat(unknown.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-run", "publish", "close-run", "run"})
    void should_name_kafka_where_it_is_absent(String command) {
        // when
        Finished failed = producer.run(command, "--run-id", "manual__1", "--kafka-timeout", "1s");

        // then
        assertEnded(1, failed, "Kafka at " + absent + " did not answer within 1 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-run", "publish", "close-run", "run"})
    void should_list_each_commands_flags_with_their_variables_on_stdout(String command) {
        // when
        Finished help = producer.run(command, "--help");

        // then
        assertThat(help.exitStatus()).isZero();
        assertThat(help.stderr()).isEmpty();
        assertThat(String.join("\n", help.stdout()))
                .startsWith("Usage: producer-task " + command)
                .contains("--run-id", "[RUN_ID]", "--kafka-timeout", "[PRODUCER_KAFKA_TIMEOUT]");
        assertThat(help.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("done");
    }

    @Test
    void should_say_all_that_is_wrong_with_a_run_that_takes_too_long_before_it_asks_kafka() {
        // when
        Finished refused = producer.with("USERS_TOPIC", "no topic")
                .run("open-run", "--run-id", "x", "--rate", "0.2", "--users", "10000", "--deadline", "13h");

        // then
        assertEnded(2, refused, "2 settings can't be used:");
        assertThat(refused.stderr())
                .contains("PRODUCER_RATE (--rate) is '0.2': must be more than 0.2137: 10000 users / 0.2 per second"
                        + " = 13h53m20s, and PRODUCER_DEADLINE (--deadline) is 13h")
                .contains("USERS_TOPIC is 'no topic'");
    }

    @Test
    void should_list_the_commands_where_none_is_named() {
        // when
        Finished unnamed = producer.run();
        Finished help = producer.run("--help");

        // then
        assertEnded(2, unnamed, "name a command: open-run, publish, close-run, run;");
        assertThat(help.exitStatus()).isZero();
        assertThat(String.join("\n", help.stdout()))
                .startsWith("Usage: producer-task")
                .contains("open-run", "publish", "close-run", "dead-letter-task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dry-run=perhaps", "--rate=fast"})
    void should_name_the_variable_of_a_flag_that_cannot_be_used(String flag) {
        // when
        Finished refused = producer.run("run", flag);

        // then
        assertEnded(2, refused, "1 setting can't be used:");
        assertThat(refused.stderr()).contains("(" + flag.replaceAll("=.*", "") + ") is '" + flag.replaceAll(".*=", ""));
    }
}
