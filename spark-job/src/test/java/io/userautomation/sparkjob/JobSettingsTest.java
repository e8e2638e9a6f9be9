package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

    @Test
    void should_have_defaults_that_need_no_setting() {
        assertThat(read(Map.of()))
                .isEqualTo(new JobSettings(
                        Duration.ofMillis(500),
                        50_000,
                        25,
                        Path.of("checkpoints"),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30)));
    }

    @Test
    void should_take_every_value_from_the_environment() {
        assertThat(read(Map.of(
                        "TRIGGER_INTERVAL", "0s",
                        "MAX_OFFSETS_PER_TRIGGER", "7",
                        "MAX_POLL_RECORDS", "3",
                        "CHECKPOINT_FOLDER", "/var/checkpoints",
                        "STORE_TIMEOUT", "2h",
                        "IDLE_TIMEOUT", "90s",
                        "OUTAGE_DEADLINE", "5m",
                        "START_DEADLINE", "3s")))
                .isEqualTo(new JobSettings(
                        Duration.ZERO,
                        7,
                        3,
                        Path.of("/var/checkpoints"),
                        Optional.of(Duration.ofHours(2)),
                        Duration.ofSeconds(90),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TRIGGER_INTERVAL        | soon | TRIGGER_INTERVAL (--trigger-interval) is 'soon': must be 0s to 1h
                    TRIGGER_INTERVAL        | 2h   | TRIGGER_INTERVAL (--trigger-interval) is 'PT2H': must be 0s to 1h
                    MAX_OFFSETS_PER_TRIGGER | 0    | MAX_OFFSETS_PER_TRIGGER (--max-offsets-per-trigger) is '0': must be 1 to 10000000
                    MAX_POLL_RECORDS        | 0    | MAX_POLL_RECORDS (--max-poll-records) is '0': must be 1 to 10000
                    CHECKPOINT_FOLDER       | s3a://b/c | CHECKPOINT_FOLDER (--checkpoints) is 's3a://b/c': must be a folder of this machine, no URL
                    CHECKPOINT_FOLDER       | hdfs:/c   | CHECKPOINT_FOLDER (--checkpoints) is 'hdfs:/c': must be a folder of this machine, no URL
                    STORE_TIMEOUT           | 0s   | STORE_TIMEOUT (--timeout) is 'PT0S': must be 1s to 168h
                    IDLE_TIMEOUT            | 0s   | IDLE_TIMEOUT (--idle-timeout) is 'PT0S': must be 1s to 168h
                    OUTAGE_DEADLINE         | 200h | OUTAGE_DEADLINE (--outage-deadline) is 'PT200H': must be 1s to 168h
                    START_DEADLINE          | 1ms  | START_DEADLINE (--start-deadline) is 'PT0.001S': must be 1s to 168h
                    """)
    void should_name_variable_flag_value_and_what_is_allowed(String variable, String value, String sentence) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("1 setting can't be used")
                .hasMessageContaining(sentence);
    }

    private static JobSettings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        JobSettings settings = JobSettings.from(reader);
        reader.done();
        return settings;
    }
}
