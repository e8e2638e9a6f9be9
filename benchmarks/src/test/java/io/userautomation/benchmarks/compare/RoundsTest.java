package io.userautomation.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void should_go_backwards_in_every_other_round() throws Exception {
        List<String> order = new ArrayList<>();
        Rounds.run(List.of(taking("a", 1, 1, 1), taking("b", 1, 1, 1)), 3, (name, trial) -> order.add(name));
        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void should_compare_what_was_measured_in_the_same_round() throws Exception {
        Rounds rounds =
                Rounds.run(List.of(taking("ours", 1, 2, 4), taking("reference", 2, 2, 2)), 3, (name, trial) -> {});
        assertThat(rounds.ratio("ours", "reference")).isEqualTo(new Spread(1, 0.5, 2));
        assertThat(rounds.rowsPerSecond("ours")).isEqualTo(new Spread(50, 25, 100));
    }

    @Test
    void should_find_the_fastest_by_the_median() throws Exception {
        Rounds rounds =
                Rounds.run(List.of(taking("steady", 2, 2, 2), taking("once-fast", 1, 3, 3)), 3, (name, trial) -> {});
        assertThat(rounds.fastestOf(List.of("steady", "once-fast"))).isEqualTo("steady");
    }

    @Test
    void should_end_with_the_first_failure() {
        Contender broken = new Contender("broken", () -> {
            throw new IllegalStateException("no server");
        });
        assertThatThrownBy(() -> Rounds.run(List.of(broken), 1, (name, trial) -> {}))
                .hasMessage("no server");
    }

    /** Each takes a hundred rows. */
    private static Contender taking(String name, double... seconds) {
        Iterator<Double> next = java.util.Arrays.stream(seconds).boxed().iterator();
        return new Contender(name, () -> new Trial(100, next.next()));
    }
}
