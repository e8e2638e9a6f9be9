package io.userautomation.audit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.userautomation.audit.page.CountsOverTime.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsOverTimeTest {

    private static final long ORIGIN = 1_700_000_000_000L;

    private final CountsOverTime counts = new CountsOverTime(ORIGIN);

    @Test
    void should_count_by_second() {
        // when
        counts.add(ORIGIN);
        counts.add(ORIGIN + 999);
        counts.add(ORIGIN + 2_000);

        // then
        assertThat(counts.perSecond()).containsExactly(new Point(0.5, 2), new Point(1.5, 0), new Point(2.5, 1));
    }

    @Test
    void should_keep_all_counts_in_few_wider_buckets_however_long_it_takes() {
        // when
        for (int second = 0; second < 100_000; second++) {
            counts.add(ORIGIN + 1_000L * second);
        }

        // then
        List<Point> points = counts.perSecond();
        assertThat(points).hasSizeBetween(CountsOverTime.MAX_BUCKETS / 2, CountsOverTime.MAX_BUCKETS);
        double width = points.get(1).x() - points.get(0).x();
        assertThat(points.stream().mapToDouble(Point::y).sum() * width).isCloseTo(100_000, within(0.001));
    }

    @Test
    void should_spread_what_came_between_two_moments() {
        // when
        counts.spread(ORIGIN + 500, ORIGIN + 2_500, 200);

        // then
        assertThat(counts.perSecond()).containsExactly(new Point(0.5, 50), new Point(1.5, 100), new Point(2.5, 50));
    }

    @Test
    void should_bear_clocks_that_are_wrong() {
        // when
        counts.add(Long.MIN_VALUE);
        counts.add(Long.MAX_VALUE);
        counts.spread(ORIGIN - 5_000, ORIGIN - 5_000, 7);

        // then
        List<Point> points = counts.perSecond();
        double width = 2 * points.get(0).x();
        assertThat(points).hasSizeLessThanOrEqualTo(CountsOverTime.MAX_BUCKETS);
        assertThat(points.get(0).y() * width).isCloseTo(8, within(0.001));
        assertThat(points.get(points.size() - 1).y() * width).isCloseTo(1, within(0.001));
    }
}
