package io.userautomation.metricsexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExporterSettingsTest {

    @Test
    void should_need_no_setting() {
        // when
        ExporterSettings settings = ExporterSettings.from(new SettingsReader(Map.of()));
        // then
        assertThat(settings.port()).isEqualTo(9405);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.stores()).containsExactly("cassandra", "postgres");
    }

    @ParameterizedTest
    @CsvSource({
        "METRICS_EXPORTER_PORT, 0, METRICS_EXPORTER_PORT (--port) is '0': must be 1 to 65535",
        "METRICS_EXPORTER_INTERVAL, 10ms, METRICS_EXPORTER_INTERVAL (--interval) is 'PT0.01S': must be 1s to 1h",
        "STORES, Oracle!, STORES is 'Oracle!': must be names of stores",
        "USERS_TOPIC, a topic, USERS_TOPIC is 'a topic': must be 1 to 240 letters"
    })
    void should_say_what_can_not_be_used(String variable, String value, String sentence) {
        assertThatThrownBy(() -> ExporterSettings.from(new SettingsReader(Map.of(variable, value))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("1 setting can't be used")
                .hasMessageContaining(sentence);
    }
}
