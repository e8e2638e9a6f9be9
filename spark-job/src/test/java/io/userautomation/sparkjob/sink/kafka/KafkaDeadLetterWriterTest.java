package io.userautomation.sparkjob.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.stores.DeadLettersUnavailableException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaDeadLetterWriterTest {

    private final KafkaDeadLetterWriter writer =
            new KafkaDeadLetterWriter(KafkaSettings.plaintext("localhost:9092"), "users_created.dlq");
    private final Producer<byte[], byte[]> producer = new MockProducer<>();

    static Stream<Throwable> whatWaitingMayEnd() {
        return Stream.of(
                new TimeoutException("expiring 1 record(s)"),
                new NotEnoughReplicasException("1 of 2"),
                new OutOfOrderSequenceException("the broker forgot"),
                new KafkaException("the sender died"));
    }

    static Stream<Throwable> whatNoWaitingMends() {
        return Stream.of(
                new RecordTooLargeException("2 MiB"),
                new TopicAuthorizationException("users_created.dlq"),
                new SaslAuthenticationException("no such user"));
    }

    @ParameterizedTest
    @MethodSource("whatWaitingMayEnd")
    void should_call_it_an_outage_when_waiting_may_end_it(Throwable error) {
        assertThat(writer.failed(error, producer))
                .isInstanceOf(DeadLettersUnavailableException.class)
                .hasMessageContaining("Kafka at localhost:9092, topic users_created.dlq");
    }

    @ParameterizedTest
    @MethodSource("whatNoWaitingMends")
    void should_fail_the_task_at_once_when_no_waiting_mends_it(Throwable error) {
        assertThat(writer.failed(error, producer))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("Kafka at localhost:9092, topic users_created.dlq");
    }
}
