package io.userautomation.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.PublishCounts;
import io.userautomation.producer.FakeTicker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final PublishCounts COUNTS = new PublishCounts(2_600, 2_500, 3, 7_400);

    private final FakeTicker ticker = new FakeTicker();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void should_say_in_a_line_how_far_it_is() {
        end(false, 10_000L);

        assertThat(shown.toString(UTF_8).stripTrailing())
                .isEqualTo("published 2,500 of 10,000 (25 %), 500 users/s, 3 rejected");
    }

    @Test
    void should_draw_a_bar_on_a_terminal() {
        end(true, 10_000L);

        assertThat(shown.toString(UTF_8)).startsWith("\r[#######-----------------------] published 2,500 of 10,000");
    }

    @Test
    void should_say_no_share_where_only_a_duration_bounds_the_run() {
        end(true, null);

        assertThat(shown.toString(UTF_8).strip()).isEqualTo("published 2,500, 500 users/s, 3 rejected");
    }

    private void end(boolean terminal, Long asked) {
        Progress progress = new Progress(new PrintStream(shown, true, UTF_8), terminal, asked, () -> COUNTS, ticker);
        ticker.pass(Duration.ofSeconds(5));
        progress.end();
    }
}
