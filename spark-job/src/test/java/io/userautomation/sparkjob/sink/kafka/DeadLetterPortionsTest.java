package io.userautomation.sparkjob.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is sent when, and what counts as acknowledged, with brokers that answer as a test says. */
class DeadLetterPortionsTest {

    private static final String TOPIC = "users_created.dlq";
    private static final Refusal REFUSAL = new Refusal("a.Validator", "email is blank", null);

    private final Brokers brokers = new Brokers();
    private final KafkaDeadLetterWriter writer =
            new KafkaDeadLetterWriter(KafkaSettings.plaintext("localhost:9092"), TOPIC, properties -> brokers);

    @Test
    void should_wait_for_one_portion_before_it_sends_the_next() {
        for (int offset = 0; offset < 499; offset++) {
            writer.send(record(offset, 10), REFUSAL);
        }
        assertThat(writer.acknowledged()).isZero();

        writer.send(record(499, 10), REFUSAL);

        assertThat(writer.acknowledged()).isEqualTo(500);
    }

    @Test
    void should_end_a_portion_with_its_bytes() {
        for (int offset = 0; offset < 4; offset++) {
            writer.send(record(offset, 100 << 10), REFUSAL);
        }
        assertThat(writer.acknowledged()).isEqualTo(3);

        writer.flush();

        assertThat(writer.acknowledged()).isEqualTo(4);
    }

    @Test
    void should_count_those_before_the_first_that_is_not_acknowledged() {
        brokers.answer = record -> offset(record) == 2 ? failed(new TimeoutException("expired")) : acknowledged();

        assertThatThrownBy(() -> {
                    for (int offset = 0; offset < 5; offset++) {
                        writer.send(record(offset, 10), REFUSAL);
                    }
                    writer.flush();
                })
                .isInstanceOf(DeadLettersUnavailableException.class);

        assertThat(writer.acknowledged()).isEqualTo(2);
    }

    @Test
    void should_send_again_what_is_overdue_for_as_long_as_others_are_acknowledged() {
        Set<Long> slow = new HashSet<>(List.of(1L, 2L));
        Brokers inTime = new Brokers();
        brokers.answer = record -> slow.contains(offset(record))
                ? waitedFor(() -> {
                    throw new TimeoutException("expired");
                })
                : inTime.answer.apply(record);
        for (int offset = 0; offset < 4; offset++) {
            writer.send(record(offset, 10), REFUSAL);
        }
        brokers.answer = inTime.answer;

        writer.flush();

        assertThat(writer.acknowledged()).isEqualTo(4);
        assertThat(brokers.sent.stream().map(DeadLetterPortionsTest::offset)).containsExactly(0L, 1L, 2L, 3L, 1L, 2L);
    }

    @Test
    void should_send_a_cut_one_where_the_whole_is_too_large() {
        brokers.answer =
                record -> record.value().length > 8192 ? failed(new RecordTooLargeException("2 MiB")) : acknowledged();

        writer.send(record(0, 100), REFUSAL);
        writer.send(record(1, 3_600_000), REFUSAL);
        writer.send(record(2, 100), REFUSAL);
        writer.flush();

        assertThat(writer.acknowledged()).isEqualTo(3);
        assertThat(brokers.sent.stream().map(sent -> offset(sent) + ": " + sent.value().length))
                .containsExactly("0: 100", "1: 3600000", "1: 8192", "2: 100");
    }

    @Test
    void should_say_what_to_do_where_even_a_cut_one_is_too_large() {
        brokers.answer = record -> failed(new RecordTooLargeException("1 KiB"));

        assertThatThrownBy(() -> {
                    writer.send(record(1, 100), REFUSAL);
                    writer.flush();
                })
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("max.message.bytes");
    }

    private static long offset(ProducerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(
                record.headers().lastHeader("__connect.errors.offset").value(), StandardCharsets.UTF_8));
    }

    private static IncomingRecord record(long offset, int bytes) {
        return new IncomingRecord("users_created", 0, offset, 1L, null, new byte[bytes], List.of());
    }

    private static Future<RecordMetadata> acknowledged() {
        return CompletableFuture.completedFuture(new RecordMetadata(new TopicPartition(TOPIC, 0), 0, 0, 0, 0, 0));
    }

    private static Future<RecordMetadata> failed(RuntimeException error) {
        return CompletableFuture.failedFuture(error);
    }

    /** Done only when somebody waits for it. */
    private static Future<RecordMetadata> waitedFor(Callable<RecordMetadata> answer) {
        return new FutureTask<>(answer) {
            @Override
            public RecordMetadata get() throws InterruptedException, ExecutionException {
                run();
                return super.get();
            }
        };
    }

    /** Answers as a test says, else when somebody waits for the answer. */
    private static final class Brokers extends MockProducer<byte[], byte[]> {

        private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        private Function<ProducerRecord<byte[], byte[]>, Future<RecordMetadata>> answer =
                record -> waitedFor(() -> new RecordMetadata(new TopicPartition(TOPIC, 0), 0, 0, 0, 0, 0));

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            sent.add(record);
            return answer.apply(record);
        }
    }
}
