package io.userautomation.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {

    private static final String OURS = new Summary()
            .with("task", "audit-task")
            .with("status", "done")
            .with("tasks", List.of())
            .toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0.512s][info   ][gc,heap,exit] Heap",
                "{\"level\":\"INFO\",\"message\":\"agent stopped\"}",
                "{\"task\":\"of somebody else\"}",
                "{\"task\":\"cut off",
                "{",
                "3",
                "",
            })
    void should_be_found_before_what_is_not_ours(String line) {
        assertThat(Summary.last(List.of("first", OURS, line))
                        .orElseThrow()
                        .get("status")
                        .getAsString())
                .isEqualTo("done");
    }

    @Test
    void should_be_found_in_a_line_that_others_began_or_went_on_with() {
        assertThat(Summary.last(List.of("[gc] Pause" + OURS + "[gc] Heap"))).isPresent();
    }

    @Test
    void should_be_the_last_of_two() {
        String later = OURS.replace("done", "failed");
        assertThat(Summary.last(List.of(OURS, later))
                        .orElseThrow()
                        .get("status")
                        .getAsString())
                .isEqualTo("failed");
    }

    @Test
    void should_be_none_where_nothing_is_ours() {
        assertThat(Summary.last(List.of())).isEmpty();
        assertThat(Summary.last(List.of("{\"published\":3}", "[gc] Heap"))).isEmpty();
    }
}
