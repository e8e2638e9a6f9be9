package io.userautomation.sparkjob.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsSettingsTest {

    @Test
    void should_serve_nothing_unless_asked_to() {
        assertThat(read(Map.of())).isEqualTo(new MetricsSettings(Optional.empty(), "127.0.0.1"));
    }

    @Test
    void should_take_port_and_address() {
        assertThat(read(Map.of("METRICS_PORT", "9404", "METRICS_ADDRESS", "0.0.0.0")))
                .isEqualTo(new MetricsSettings(Optional.of(9404), "0.0.0.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "99999999999"})
    void should_refuse_what_is_no_port(String port) {
        assertThatThrownBy(() -> read(Map.of("METRICS_PORT", port)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("METRICS_PORT is '%s': must be 1 to 65535", port);
    }

    private static MetricsSettings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        MetricsSettings settings = MetricsSettings.from(reader);
        reader.done();
        return settings;
    }
}
