package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRangeTest {

    @ParameterizedTest(name = "run {0}..{1} in log {2}..{3}: readable {4}..{5}, expired {6}")
    @CsvSource({
        "10, 20,  0, 30, 10, 20,  0",
        "10, 20, 10, 20, 10, 20,  0",
        "10, 20, 15, 30, 15, 20,  5",
        "10, 20, 25, 30, 20, 20, 10",
        "10, 20,  0, 15, 10, 15,  5",
        "10, 20,  0,  5, 10, 10, 10",
        "10, 20, 12, 15, 12, 15,  7",
        "10, 10, 20, 30, 10, 10,  0",
    })
    void should_read_what_the_log_still_has_and_call_the_rest_expired(
            long start, long end, long logStart, long logEnd, long from, long to, long expired) {
        // given
        Span span = new Span(start, end, logStart, logEnd);

        // then
        assertThat(span.readableFrom()).isEqualTo(from);
        assertThat(span.readableTo()).isEqualTo(to);
        assertThat(span.expired()).isEqualTo(expired);
    }

    @Test
    void should_begin_a_partition_that_was_added_during_the_run_at_its_start() {
        // given
        RunRange range = RunRange.of(
                Runs.closed(Map.of(0, 5L), Map.of(0, 9L, 1, 3L)), Map.of(0, 0L, 1, 0L), Map.of(0, 9L, 1, 3L));

        // then
        assertThat(range.readable()).isEqualTo(7);
        assertThat(range.expired()).isZero();
        assertThat(range.isCutOff()).isFalse();
    }

    @Test
    void should_see_that_a_topic_was_created_anew_with_fewer_partitions() {
        // given
        RunRange range =
                RunRange.of(Runs.closed(Map.of(0, 5L, 1, 5L), Map.of(0, 9L, 1, 9L)), Map.of(0, 0L), Map.of(0, 20L));

        // then
        assertThat(range.isCutOff()).isTrue();
        assertThat(range.expired()).isEqualTo(4);
    }

    @Test
    void should_count_how_far_a_group_is_from_the_run_s_end() {
        // given
        Map<Integer, Long> starts = Map.of(0, 10L, 1, 10L, 2, 10L);
        Map<Integer, Long> ends = Map.of(0, 20L, 1, 20L, 2, 20L);
        RunRange range = RunRange.of(Runs.closed(starts, ends), starts, ends);

        // then
        assertThat(range.lag(Map.of(0, 20L, 1, 25L, 2, 20L))).isZero();
        assertThat(range.lag(Map.of(0, 15L, 1, 20L, 2, 3L))).isEqualTo(15);
        assertThat(range.lag(Map.of())).isEqualTo(30);
    }
}
