package io.userautomation.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void should_take_the_middle_of_an_odd_number() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 5));
    }

    @Test
    void should_take_the_mean_of_the_two_in_the_middle_of_an_even_number() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void should_refuse_no_values() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_refuse_a_trial_that_measured_nothing() {
        assertThatThrownBy(() -> new Trial(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trial(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trial(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
