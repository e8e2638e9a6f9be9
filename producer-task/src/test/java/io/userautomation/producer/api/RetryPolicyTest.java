package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(
            5, Duration.ofMinutes(2), Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 20000", "100, 20000"})
    void should_double_the_longest_wait_up_to_a_bound(int failed, long longestMillis) {
        assertThat(POLICY.pause(failed, Optional.empty(), atItsUpperBound())).hasMillis(longestMillis);
    }

    @Test
    void should_spread_waits_over_all_of_the_range() {
        Random random = new Random(1);

        List<Long> waits = IntStream.range(0, 1_000)
                .mapToObj(i -> POLICY.pause(3, Optional.empty(), random).toMillis())
                .toList();

        assertThat(waits).allMatch(wait -> wait >= 0 && wait <= 2_000);
        assertThat(waits).anyMatch(wait -> wait < 200).anyMatch(wait -> wait > 1_800);
    }

    @Test
    void should_not_come_back_before_what_retry_after_says() {
        assertThat(POLICY.pause(1, Optional.of(Duration.ofSeconds(30)), new Random(1)))
                .isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_500));
    }

    @Test
    void should_honour_retry_after_up_to_the_cap() {
        assertThat(POLICY.pause(1, Optional.of(Duration.ofDays(1)), new Random(1)))
                .isBetween(Duration.ofSeconds(60), Duration.ofMillis(60_500));
    }

    private static RandomGenerator atItsUpperBound() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only bounded numbers are asked for");
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }
}
