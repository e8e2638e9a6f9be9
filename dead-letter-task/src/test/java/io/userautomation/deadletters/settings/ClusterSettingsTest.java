package io.userautomation.deadletters.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    @Test
    void should_wait_half_a_minute_by_default() {
        assertThat(Read.of(ClusterSettings::from, Map.of()).timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void should_give_the_clients_the_timeout_and_each_request_a_third() {
        // when
        ClusterSettings settings = Read.of(ClusterSettings::from, Map.of("DEAD_LETTER_KAFKA_TIMEOUT", "6s"));

        // then
        assertThat(settings.clientProperties())
                .containsEntry("default.api.timeout.ms", 6_000)
                .containsEntry("request.timeout.ms", 2_000);
        assertThat(settings.producerProperties())
                .containsEntry("delivery.timeout.ms", 6_000)
                .containsEntry("max.block.ms", 6_000)
                .containsEntry("request.timeout.ms", 2_000);
    }

    @Test
    void should_refuse_a_timeout_that_is_none_too_short_or_too_long() {
        String must = "must be from 1s to 1h, such as 10s or 1m";
        assertThat(Read.problem(ClusterSettings::from, "DEAD_LETTER_KAFKA_TIMEOUT", "soon"))
                .isEqualTo("DEAD_LETTER_KAFKA_TIMEOUT (--kafka-timeout) is 'soon': " + must);
        assertThat(Read.problem(ClusterSettings::from, "DEAD_LETTER_KAFKA_TIMEOUT", "999ms"))
                .isEqualTo("DEAD_LETTER_KAFKA_TIMEOUT (--kafka-timeout) is 'PT0.999S': " + must);
        assertThat(Read.problem(ClusterSettings::from, "DEAD_LETTER_KAFKA_TIMEOUT", "61m"))
                .isEqualTo("DEAD_LETTER_KAFKA_TIMEOUT (--kafka-timeout) is 'PT1H1M': " + must);
    }
}
