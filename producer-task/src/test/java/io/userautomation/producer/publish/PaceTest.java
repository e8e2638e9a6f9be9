package io.userautomation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.userautomation.producer.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final FakeTicker ticker = new FakeTicker();

    @Test
    void should_never_wait_without_a_limit() throws InterruptedException {
        await(new Pace(Double.POSITIVE_INFINITY, ticker), 1_000_000);

        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void should_take_ten_seconds_for_a_thousand_at_a_hundred_per_second() throws InterruptedException {
        await(new Pace(100, ticker), 1_001);

        assertThat(ticker.passed().toMillis()).isCloseTo(10_000L, within(10L));
    }

    @Test
    void should_wait_for_a_page_as_long_as_its_users_take() throws InterruptedException {
        Pace pace = new Pace(65, ticker);
        pace.await(5_000, FOREVER);

        pace.await(5_000, FOREVER);

        assertThat(ticker.passed().toSeconds()).isEqualTo(76);
    }

    @Test
    void should_make_up_for_no_more_than_a_second() throws InterruptedException {
        Pace pace = new Pace(100, ticker);
        ticker.pass(Duration.ofMinutes(1));

        await(pace, 201);

        assertThat(ticker.sleeps().stream().mapToLong(Duration::toMillis).sum()).isCloseTo(1_000L, within(10L));
    }

    @Test
    void should_wait_no_longer_than_it_may() throws InterruptedException {
        Pace pace = new Pace(0.1, ticker);
        pace.await(1, FOREVER);

        pace.await(1, Duration.ofSeconds(3));

        assertThat(ticker.passed()).isEqualTo(Duration.ofSeconds(3));
    }

    private static void await(Pace pace, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            pace.await(1, FOREVER);
        }
    }
}
