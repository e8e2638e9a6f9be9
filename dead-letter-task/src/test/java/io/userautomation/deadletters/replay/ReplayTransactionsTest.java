package io.userautomation.deadletters.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTransactionsTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ReplayTransactions transactions = new ReplayTransactions(producer, "replay.users", 2);

    @Test
    void should_commit_dead_letters_with_their_markers_when_there_are_enough() {
        // given
        producer.initTransactions();

        // when
        send(3);

        // then
        assertThat(transactions.committed()).isEqualTo(2);
        assertThat(producer.history()).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("answersToAFencedCommit")
    void should_name_the_take_over_when_a_commit_is_fenced(RuntimeException answer) {
        // given
        producer.initTransactions();
        producer.commitTransactionException = answer;

        // then
        assertThatThrownBy(() -> send(2))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("another replay of the same dead letters has taken over")
                .hasMessageContaining("replay.users");
        assertThat(transactions.committed()).isZero();
    }

    private static Stream<RuntimeException> answersToAFencedCommit() {
        return Stream.of(
                new ProducerFencedException("fenced"),
                new InvalidProducerEpochException("old epoch"),
                new InvalidTxnStateException("aborted meanwhile"),
                new KafkaException("Unhandled error in EndTxnResponse", new UnknownServerException("fence pending")));
    }

    @Test
    void should_leave_an_outage_to_the_caller() {
        // given
        producer.initTransactions();
        producer.commitTransactionException = new TimeoutException("no broker");

        // then
        assertThatThrownBy(() -> send(2)).isInstanceOf(TimeoutException.class);
    }

    private void send(int deadLetters) {
        for (int number = 0; number < deadLetters; number++) {
            ConsumerRecord<byte[], byte[]> stored =
                    new ConsumerRecord<>("users.dlq", 0, number, bytes("key"), bytes("value " + number));
            stored.headers().add(DeadLetterHeaders.STAGE, bytes(DeadLetterHeaders.STAGE_PUBLISH));
            transactions.send(
                    DeadLetter.of(stored).orElseThrow(), new ProducerRecord<>("users", bytes("value " + number)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
