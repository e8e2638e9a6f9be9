package io.userautomation.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {

    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final ChunkSize size = new ChunkSize();

    @Test
    void should_come_down_to_one_row_within_a_few_time_outs() {
        List<Integer> tried = new ArrayList<>();
        do {
            tried.add(size.rows());
        } while (size.shrink(size.rows()));

        assertThat(tried).containsExactly(2_000, 250, 31, 3, 1);
    }

    @Test
    void should_grow_with_what_is_quick_up_to_the_most() {
        size.shrink(2_000);

        size.stored(250, QUICK);
        assertThat(size.rows()).isEqualTo(500);
        for (int i = 0; i < 5; i++) {
            size.stored(size.rows(), QUICK);
        }
        assertThat(size.rows()).isEqualTo(2_000);
    }

    @Test
    void should_halve_what_is_slow() {
        size.stored(2_000, SLOW);

        assertThat(size.rows()).isEqualTo(1_000);
    }

    @Test
    void should_not_judge_by_the_few_rows_at_a_partitions_end() {
        size.stored(3, QUICK);

        assertThat(size.rows()).isEqualTo(2_000);
    }
}
