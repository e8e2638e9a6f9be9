package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionWatchTest {

    private final List<String> warnings = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:20:30Z");

    @Test
    void should_warn_from_half_of_the_retention_on_with_the_hour_at_which_records_are_lost() {
        RetentionWatch watch = new RetentionWatch(Optional.of(Duration.ofDays(7)), () -> now, warnings::add);
        at(watch, 7, 30);
        pass(Duration.ofHours(83));
        at(watch, 7, 900);
        assertThat(warnings).isEmpty();

        pass(Duration.ofHours(2));
        at(watch, 7, 900);
        at(watch, 7, 900);

        assertThat(warnings)
                .containsExactly(
                        "Nothing was stored since 2026-11-21T10:20:30Z: from 2026-11-28T10:00:00Z on Kafka deletes records"
                                + " before they are stored query=postgres");
        pass(Duration.ofHours(1));
        at(watch, 7, 900);
        assertThat(warnings).hasSize(2);
    }

    @Test
    void should_begin_anew_once_something_was_stored_or_nothing_is_left() {
        RetentionWatch watch = new RetentionWatch(Optional.of(Duration.ofDays(7)), () -> now, warnings::add);
        for (long offset = 0; offset < 5; offset++) {
            at(watch, offset, 30);
            pass(Duration.ofDays(3));
        }
        at(watch, 5, 0);
        pass(Duration.ofDays(30));
        at(watch, 5, 0);

        assertThat(warnings).isEmpty();
    }

    @Test
    void should_not_warn_where_the_topic_keeps_all() {
        RetentionWatch watch = new RetentionWatch(Optional.empty(), () -> now, warnings::add);
        at(watch, 7, 30);
        pass(Duration.ofDays(3_000));
        at(watch, 7, 30);

        assertThat(warnings).isEmpty();
    }

    private static void at(RetentionWatch watch, long offset, long lag) {
        watch.look("postgres", Optional.of(Map.of(0, offset)), Optional.of(lag));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
