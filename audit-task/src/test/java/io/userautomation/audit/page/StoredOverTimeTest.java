package io.userautomation.audit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.userautomation.audit.page.CountsOverTime.Point;
import org.junit.jupiter.api.Test;

class StoredOverTimeTest {

    private static final long OPENED = 1_700_000_000_000L;

    private final StoredOverTime stored = new StoredOverTime(OPENED, OPENED + 1_000);

    @Test
    void should_spread_each_reports_rows_since_the_one_before() {
        // when
        stored.add(OPENED + 2_000, 100);
        stored.add(OPENED + 3_000, 400);

        // then
        assertThat(stored.perSecond()).containsExactly(new Point(0.5, 0), new Point(1.5, 100), new Point(2.5, 300));
        assertThat(stored.phase("stored")).hasValueSatisfying(phase -> {
            assertThat(phase.from()).isEqualTo(2);
            assertThat(phase.to()).isEqualTo(3);
        });
    }

    @Test
    void should_leave_out_what_an_earlier_epoch_has_stored_and_a_job_that_counts_anew() {
        // when
        stored.add(OPENED - 60_000, 1_000);
        stored.add(OPENED + 2_000, 1_010);
        stored.add(OPENED + 3_000, Long.MIN_VALUE);
        stored.add(OPENED + 4_000, 10);

        // then
        double rows = stored.perSecond().stream().mapToDouble(Point::y).sum();
        assertThat(rows).isCloseTo(20, within(0.001));
    }

    @Test
    void should_have_no_phase_without_a_report() {
        assertThat(stored.phase("stored")).isEmpty();
        assertThat(stored.perSecond()).isEmpty();
    }
}
