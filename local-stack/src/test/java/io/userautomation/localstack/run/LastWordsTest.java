package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    @Test
    void should_say_nothing_of_a_task_that_said_nothing() {
        assertThat(LastWords.of(List.of())).isEmpty();
    }

    @Test
    void should_show_the_last_line_without_time_and_level() {
        assertThat(LastWords.of(List.of("first", "03:00:16.113 INFO Connecting - Kafka at 127.0.0.1:9092 is ready")))
                .contains("Connecting - Kafka at 127.0.0.1:9092 is ready");
        assertThat(LastWords.of(List.of("published 817 of 10,000 (8 %), 163 users/s, 0 rejected")))
                .contains("published 817 of 10,000 (8 %), 163 users/s, 0 rejected");
    }

    @Test
    void should_put_the_latest_of_each_query_on_one_line() {
        String line = "2026-11-21T03:01:13.105Z INFO [main] ProgressReport: Progress query=%s stored=%d dead_lettered=0"
                + " batches=1 lag=%s";
        assertThat(LastWords.of(List.of(
                        line.formatted("cassandra", 10, "unknown"),
                        line.formatted("postgres", 20, "5"),
                        "2026-11-21T03:01:13.105Z WARN [main] Other: something",
                        line.formatted("cassandra", 30, "0"),
                        line.formatted("dead_letters", 0, "0").replace("dead_lettered=0", "dead_lettered=2"))))
                .contains("stored 30 in cassandra, 20 in postgres; dead-lettered 2");
    }

    @Test
    void should_shorten_what_would_not_fit_on_a_line() {
        assertThat(LastWords.of(List.of("x".repeat(1_000))).orElseThrow())
                .hasSize(140)
                .endsWith("…");
    }
}
