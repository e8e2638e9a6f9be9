package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    @Test
    void should_wait_thirty_seconds_by_default() {
        ClusterSettings settings = Read.of(ClusterSettings::from, Map.of());

        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.address()).isEqualTo("localhost:9092");
    }

    @Test
    void should_bound_every_wait_of_the_producer_by_the_timeout() {
        ClusterSettings settings = Read.of(ClusterSettings::from, Map.of("PRODUCER_KAFKA_TIMEOUT", "6s"));

        assertThat(settings.recordProducerProperties())
                .containsEntry("delivery.timeout.ms", 6_000)
                .containsEntry("max.block.ms", 6_000)
                .containsEntry("request.timeout.ms", 2_000);
    }

    @Test
    void should_send_users_once_to_every_replica_and_compressed() {
        assertThat(Read.of(ClusterSettings::from, Map.of()).recordProducerProperties())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("compression.type", "lz4");
    }

    @Test
    void should_refuse_a_timeout() {
        assertThat(Read.problem(ClusterSettings::from, "PRODUCER_KAFKA_TIMEOUT", "soon"))
                .isEqualTo("PRODUCER_KAFKA_TIMEOUT (--kafka-timeout) is 'soon': must be from 1s to 10m, such as 10s"
                        + " or 1m");
        assertThat(Read.problem(ClusterSettings::from, "PRODUCER_KAFKA_TIMEOUT", "11m"))
                .contains("from 1s to 10m");
    }

    @Test
    void should_report_brokers_topics_and_timeout_together() {
        Map<String, String> variables =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "nowhere", "USERS_TOPIC", "a b", "PRODUCER_KAFKA_TIMEOUT", "x");

        assertThatThrownBy(() -> Read.of(ClusterSettings::from, variables))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("KAFKA_BOOTSTRAP_SERVERS", "USERS_TOPIC", "PRODUCER_KAFKA_TIMEOUT");
    }
}
