package io.userautomation.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.producer.settings.ClusterSettings;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaOutageTest {

    private static final ClusterSettings CLUSTER = ClusterSettings.from(
            new SettingsReader(Map.of("KAFKA_BOOTSTRAP_SERVERS", "broker:29092", "PRODUCER_KAFKA_TIMEOUT", "5s")));

    @Test
    void should_name_the_brokers_and_the_time_waited() {
        assertThatThrownBy(() -> KafkaOutage.told(CLUSTER, () -> {
                    throw new TimeoutException("no node");
                }))
                .isInstanceOf(TaskException.class)
                .hasMessage("Kafka at broker:29092 did not answer within 5 s (no node)");
    }

    @Test
    void should_say_the_reason_beneath() {
        KafkaException failure =
                new KafkaException("Failed to create new KafkaAdminClient", new ConfigException("no such host"));

        assertThat(KafkaOutage.sentence(CLUSTER, failure))
                .isEqualTo("Kafka at broker:29092 failed: Failed to create new KafkaAdminClient: no such host");
    }

    @Test
    void should_take_the_clients_own_interruption_for_one() {
        assertThatThrownBy(() -> KafkaOutage.told(CLUSTER, () -> {
                    throw new InterruptException("interrupted");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
