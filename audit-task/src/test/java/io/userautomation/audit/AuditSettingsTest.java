package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.model.runs.RunId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditSettingsTest {

    @Test
    void should_have_defaults_for_all_but_the_run() {
        // when
        AuditSettings settings = settings(Map.of("RUN_ID", "run-1"));

        // then
        assertThat(settings.runId()).contains(new RunId("run-1"));
        assertThat(settings.latest()).isFalse();
        assertThat(settings.sinkWait()).isZero();
        assertThat(settings.budgetPercent()).isEqualByComparingTo("1");
        assertThat(settings.serverWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.topics().users()).isEqualTo("users_created");
        assertThat(settings.stores().get(0).table()).startsWith("spark_streams.");
        assertThat(settings.stores().get(1).table()).isEqualTo("user_data");
    }

    @Test
    void should_take_everything_from_the_environment() {
        // given
        Map<String, String> environment = new HashMap<>();
        environment.put("AUDIT_LATEST", "true");
        environment.put("AUDIT_WAIT", "2m");
        environment.put("AUDIT_BUDGET", "0.5");
        environment.put("AUDIT_SERVER_WAIT", "PT5S");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "broker:29092");
        environment.put("USERS_TOPIC", "user_created");
        environment.put("CASSANDRA_KEYSPACE", "user_data");
        environment.put("POSTGRES_TABLE", "users");

        // when
        AuditSettings settings = settings(environment);

        // then
        assertThat(settings.runId()).isEmpty();
        assertThat(settings.latest()).isTrue();
        assertThat(settings.sinkWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.budgetPercent()).isEqualTo(new BigDecimal("0.5"));
        assertThat(settings.serverWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("broker:29092");
        assertThat(settings.topics().users()).isEqualTo("user_created");
        assertThat(settings.topics().runs()).isEqualTo("user_created.runs");
        assertThat(settings.stores().get(0).table()).startsWith("user_data.");
        assertThat(settings.stores().get(1).table()).isEqualTo("users");
    }

    @Test
    void should_take_a_point_in_time_instead_of_a_run() {
        Instant before = Instant.now();

        assertThat(settings(Map.of("AUDIT_SINCE", "2026-11-30T00:00:00Z")).since())
                .contains(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(settings(Map.of("AUDIT_SINCE", "24h")).since().orElseThrow())
                .isBetween(before.minus(Duration.ofHours(24)), Instant.now().minus(Duration.ofHours(24)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN_ID            | a b    | RUN_ID (--run-id) is 'a b': must be 1 to 250 letters, digits or _.~:+-",
                "AUDIT_LATEST      | yes    | AUDIT_LATEST (--latest) is 'yes': must be true or false, and true exactly "
                        + "where neither RUN_ID (--run-id) nor AUDIT_SINCE (--since) is set",
                "AUDIT_LATEST      | true   | AUDIT_LATEST (--latest) is 'true': must be true or false, and true exactly "
                        + "where neither RUN_ID (--run-id) nor AUDIT_SINCE (--since) is set",
                "AUDIT_SINCE       | 2026-11-30T00:00:00Z | AUDIT_SINCE (--since) is '2026-11-30T00:00:00Z': must be a duration "
                        + "back from now such as 24h, or an instant such as 2026-11-30T00:00:00Z, and not beside RUN_ID",
                "AUDIT_SINCE       | monday | AUDIT_SINCE (--since) is 'monday': must be a duration back from now such as "
                        + "24h, or an instant such as 2026-11-30T00:00:00Z, and not beside RUN_ID",
                "AUDIT_WAIT        | soon   | AUDIT_WAIT (--wait) is 'soon': must be a duration from 0s to 24h, such as "
                        + "90s, 2m or PT2M",
                "AUDIT_WAIT        | 25h    | AUDIT_WAIT (--wait) is 'PT25H': must be a duration from 0s to 24h, such as "
                        + "90s, 2m or PT2M",
                "AUDIT_BUDGET      | few    | AUDIT_BUDGET (--budget) is 'few': must be a number from 0 to 100",
                "AUDIT_BUDGET      | -1     | AUDIT_BUDGET (--budget) is '-1': must be a number from 0 to 100",
                "AUDIT_BUDGET      | 100.1  | AUDIT_BUDGET (--budget) is '100.1': must be a number from 0 to 100",
                "AUDIT_SERVER_WAIT | 500ms  | AUDIT_SERVER_WAIT (--server-wait) is 'PT0.5S': must be a duration from 1s "
                        + "to 1h, such as 30s or 2m",
            })
    void should_say_what_is_wrong_with_a_value(String variable, String value, String sentence) {
        // given
        Map<String, String> environment = new HashMap<>(Map.of("RUN_ID", "run-1"));
        environment.put(variable, value);

        // then
        assertThatThrownBy(() -> settings(environment))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("1 setting can't be used:%n  1. %s".formatted(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void should_take_latest_as_a_variable_in_any_case(String value) {
        assertThat(settings(Map.of("AUDIT_LATEST", value)).latest()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--latest", "--latest=true", "--latest=True"})
    void should_take_latest_as_a_flag_alone_or_with_a_value(String flag) {
        assertThat(settings(Map.of(), flag).latest()).isTrue();
    }

    @Test
    void should_let_flags_override_the_environment() {
        // when
        AuditSettings settings = settings(
                Map.of("RUN_ID", "run-1", "AUDIT_BUDGET", "few", "AUDIT_WAIT", "1s"),
                "--run-id",
                "run-2",
                "--budget",
                "5",
                "--server-wait=2s");

        // then
        assertThat(settings.runId()).contains(new RunId("run-2"));
        assertThat(settings.budgetPercent()).isEqualByComparingTo("5");
        assertThat(settings.sinkWait()).hasSeconds(1);
        assertThat(settings.serverWait()).hasSeconds(2);
    }

    @Test
    void should_take_a_file_for_the_page(@TempDir Path folder) {
        Path file = folder.resolve("run.html");

        assertThat(settings(Map.of("RUN_ID", "run-1"), "--report", file.toString())
                        .report())
                .contains(file);
        assertThat(settings(Map.of("RUN_ID", "run-1", "AUDIT_REPORT", "")).report())
                .isEmpty();
    }

    @Test
    void should_refuse_a_folder_for_the_page(@TempDir Path folder) {
        assertThatThrownBy(() -> settings(Map.of("RUN_ID", "run-1"), "--report", folder.toString()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(
                        "AUDIT_REPORT (--report) is '%s': must be a file in a folder that is there", folder);
    }

    @Test
    void should_want_a_run() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("AUDIT_LATEST (--latest) is 'false'");
    }

    static AuditSettings settings(Map<String, String> environment, String... arguments) {
        return AuditSettings.from(CommandRunner.settings(AuditTask.COMMAND, environment, arguments));
    }
}
