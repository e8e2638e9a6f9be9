package io.userautomation.model.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {

    @Test
    void should_take_what_airflow_gives() {
        assertThat(new RunId("scheduled__2026-11-21T00:00:00+00:00"))
                .hasToString("scheduled__2026-11-21T00:00:00+00:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "$(touch x)", "a\nb", "ü"})
    void should_refuse_what_could_mean_something_else_elsewhere(String text) {
        assertThatThrownBy(() -> new RunId(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run id must be 1 to 250 letters, digits or _.~:+-");
    }
}
