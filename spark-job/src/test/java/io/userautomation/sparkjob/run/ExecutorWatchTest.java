package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorWatchTest {

    private final List<String> warnings = new ArrayList<>();
    private long now;
    private int executors;
    private final ExecutorWatch watch = new ExecutorWatch(() -> executors, "spark://h:7077", () -> now, warnings::add);

    @Test
    void should_say_within_a_minute_that_there_is_no_executor_and_again_each_minute() {
        pass(59);
        assertThat(warnings).singleElement().asString().contains("no executor for 3", "spark://h:7077", "free cores");

        pass(120);

        assertThat(warnings).hasSize(3);
    }

    @Test
    void should_say_nothing_while_there_is_one_and_begin_anew_when_the_last_is_lost() {
        executors = 1;
        pass(3_600);
        assertThat(warnings).isEmpty();

        executors = 0;
        pass(25);
        assertThat(warnings).isEmpty();
        pass(15);
        assertThat(warnings).hasSize(1);

        executors = 2;
        pass(60);
        assertThat(warnings).hasSize(1);
    }

    private void pass(int seconds) {
        for (int quarters = 0; quarters < 4 * seconds; quarters++) {
            now += Duration.ofMillis(250).toNanos();
            watch.look();
        }
    }
}
