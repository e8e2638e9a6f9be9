package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.model.runs.RunId;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SparkJobCommandTest {

    @Test
    void should_let_flags_override_the_environment() {
        SparkJobSettings settings = settings(
                Map.of("IDLE_TIMEOUT", "9s", "START_DEADLINE", "8s"), "--run-id", "manual__1", "--idle-timeout", "5s");

        assertThat(settings.runId()).contains(new RunId("manual__1"));
        assertThat(settings.job().idleTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.job().startDeadline()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void should_report_every_problem_of_every_group_at_once() {
        assertThatThrownBy(() -> settings(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", "nowhere",
                                "USERS_TOPIC", "no topic",
                                "CASSANDRA_KEYSPACE", "Upper",
                                "POSTGRES_URL", "http://localhost"),
                        "--run-id",
                        "a/b",
                        "--trigger-interval",
                        "never"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("6 settings can't be used")
                .hasMessageContaining("RUN_ID (--run-id) is 'a/b'")
                .hasMessageContaining("TRIGGER_INTERVAL (--trigger-interval) is 'never'")
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS is 'nowhere'")
                .hasMessageContaining("USERS_TOPIC is 'no topic'")
                .hasMessageContaining("CASSANDRA_KEYSPACE is 'Upper'")
                .hasMessageContaining("POSTGRES_URL is 'http://localhost'");
    }

    @Test
    void should_refuse_a_flag_that_it_does_not_know() {
        assertThatThrownBy(() -> settings(Map.of(), "--forever"))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.BAD_SETTINGS, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("--forever");
    }

    @Test
    void should_have_a_flag_for_each_setting_of_its_own() {
        assertThat(SparkJob.COMMAND.flags()).contains(RunIdSetting.RUN_ID).containsAll(JobSettings.ALL);
    }

    private static SparkJobSettings settings(Map<String, String> environment, String... arguments) {
        return SparkJobSettings.from(CommandRunner.settings(SparkJob.COMMAND, environment, arguments));
    }
}
