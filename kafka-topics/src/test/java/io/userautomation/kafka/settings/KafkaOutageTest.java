package io.userautomation.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaOutageTest {

    private static final KafkaSettings KAFKA = KafkaSettings.plaintext("broker:29092");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void should_name_the_brokers_and_the_time_waited() {
        assertThatThrownBy(() -> KafkaOutage.told(KAFKA, TIMEOUT, () -> {
                    throw new TimeoutException("no node");
                }))
                .isInstanceOf(TaskException.class)
                .hasMessage("Kafka at broker:29092 did not answer within 5 s (no node)");
    }

    @Test
    void should_say_the_reason_beneath() {
        KafkaException failure =
                new KafkaException("Failed to create new KafkaAdminClient", new ConfigException("no such host"));

        assertThat(KafkaOutage.sentence(KAFKA, TIMEOUT, failure))
                .isEqualTo("Kafka at broker:29092 failed: Failed to create new KafkaAdminClient: no such host");
    }

    @Test
    void should_take_the_clients_own_interruption_for_one() {
        assertThatThrownBy(() -> KafkaOutage.told(KAFKA, TIMEOUT, () -> {
                    throw new InterruptException("interrupted");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
