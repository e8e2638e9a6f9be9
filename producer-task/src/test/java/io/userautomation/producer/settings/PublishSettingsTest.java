package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishSettingsTest {

    @Test
    void should_have_defaults() {
        assertThat(read(Map.of())).isEqualTo(new PublishSettings(Duration.ofHours(24), 1, false));
    }

    @Test
    void should_read_every_value() {
        Map<String, String> variables =
                Map.of("PRODUCER_DEADLINE", "90s", "PRODUCER_REJECT_BUDGET", "2.5", "PRODUCER_DRY_RUN", "true");

        assertThat(read(variables)).isEqualTo(new PublishSettings(Duration.ofSeconds(90), 2.5, true));
    }

    @Test
    void should_refuse_a_deadline() {
        assertThat(Read.problem(PublishSettings::from, "PRODUCER_DEADLINE", "later"))
                .isEqualTo(
                        "PRODUCER_DEADLINE (--deadline) is 'later': must be from 1s to 168h, such as 90s, 10m or 2h");
        assertThat(Read.problem(PublishSettings::from, "PRODUCER_DEADLINE", "10ms"))
                .contains("must be from 1s");
    }

    @Test
    void should_refuse_a_reject_budget() {
        assertThat(Read.problem(PublishSettings::from, "PRODUCER_REJECT_BUDGET", "101.0"))
                .isEqualTo("PRODUCER_REJECT_BUDGET (--reject-budget) is '101.0': must be a number from 0 to 100");
        assertThat(Read.problem(PublishSettings::from, "PRODUCER_REJECT_BUDGET", "NaN"))
                .contains("must be a number");
    }

    @Test
    void should_refuse_a_dry_run_that_is_neither_true_nor_false() {
        assertThat(Read.problem(PublishSettings::from, "PRODUCER_DRY_RUN", "yes"))
                .isEqualTo("PRODUCER_DRY_RUN (--dry-run) is 'yes': must be true or false");
    }

    private static PublishSettings read(Map<String, String> variables) {
        return Read.of(PublishSettings::from, variables);
    }
}
