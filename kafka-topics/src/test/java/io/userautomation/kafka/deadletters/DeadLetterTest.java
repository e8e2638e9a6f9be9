package io.userautomation.kafka.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterTest {

    private static final long SENT = 1_700_000_000_000L;
    private static final Map<String, String> FROM_STORE = Map.of(
            "run_id", "run-1",
            "__connect.errors.topic", "users_created",
            "__connect.errors.partition", "3",
            "__connect.errors.offset", "17",
            "__connect.errors.stage", "store",
            "__connect.errors.exception.class.name", "org.postgresql.util.PSQLException",
            "__connect.errors.exception.message", "SQLSTATE 22001: value too long for type character varying(5)",
            "sink", "postgres");

    @Test
    void should_read_where_it_comes_from_and_why() {
        // when
        DeadLetter deadLetter = DeadLetter.of(record(5, FROM_STORE, "{}")).orElseThrow();

        // then
        assertThat(deadLetter.source()).isEqualTo(new DeadLetterSource("users_created", 3, 17));
        assertThat(deadLetter.runId()).isEqualTo("run-1");
        assertThat(deadLetter.place()).isEqualTo("users_created.dlq/0/5");
        assertThat(deadLetter.reason().store()).isEqualTo("postgres");
        assertThat(deadLetter.reason().sentence())
                .isEqualTo(
                        "store by PSQLException, postgres: SQLSTATE 22001: value too long for type character varying(…)");
        assertThat(deadLetter.publishedAtMillis()).isEqualTo(SENT);
        assertThat(deadLetter.replays()).isZero();
    }

    @Test
    void should_have_one_identity_when_a_repeated_batch_left_it_there_twice() {
        // given
        DeadLetter one = DeadLetter.of(record(5, FROM_STORE, "{}")).orElseThrow();
        DeadLetter again = DeadLetter.of(record(9, FROM_STORE, "{}")).orElseThrow();
        DeadLetter other = DeadLetter.of(record(9, FROM_STORE, "{ }")).orElseThrow();

        // then
        assertThat(again.identity()).isEqualTo(one.identity()).isNotEqualTo(other.identity());
    }

    @Test
    void should_know_one_that_is_cut() {
        // given
        Map<String, String> headers = new HashMap<>(FROM_STORE);
        headers.put("__connect.errors.cut.headers", "2");
        headers.put("__connect.errors.exception.message", "email is blank (cut: its topic takes no more)");

        // when
        DeadLetter cut = DeadLetter.of(record(5, headers, "{")).orElseThrow();

        // then
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.reason().message()).isEqualTo("email is blank (cut: its topic takes no more)");
        assertThat(DeadLetter.of(record(5, FROM_STORE, "{}")).orElseThrow().isCut())
                .isFalse();
    }

    @Test
    void should_tell_marker_and_dead_letter_apart() {
        // given
        DeadLetter deadLetter = DeadLetter.of(record(5, FROM_STORE, "{}")).orElseThrow();
        ConsumerRecord<byte[], byte[]> marker = consumed(ReplayMarker.of(deadLetter));

        // then
        assertThat(ReplayMarker.identity(marker)).contains(deadLetter.identity());
        assertThat(DeadLetter.of(marker)).isEmpty();
        assertThat(ReplayMarker.identity(deadLetter.origin())).isEmpty();
    }

    @Test
    void should_not_take_a_dead_letter_for_a_marker_whatever_headers_its_record_had() {
        // given
        DeadLetter hidden = DeadLetter.of(record(5, FROM_STORE, "{}")).orElseThrow();
        ConsumerRecord<byte[], byte[]> hostile = record(6, FROM_STORE, null);
        hostile.headers().add("replayed", hidden.identity().toString().getBytes(UTF_8));

        // then
        assertThat(ReplayMarker.identity(hostile)).isEmpty();
        assertThat(DeadLetter.of(hostile)).isPresent();
    }

    @Test
    void should_say_other_for_what_somebody_else_wrote() {
        // given
        Map<String, String> foreign = Map.of(
                "__connect.errors.stage", "Ada Lovelace",
                "__connect.errors.exception.class.name", "ada.lovelace.Ada",
                "__connect.errors.exception.message", "Ada\u001b[2J",
                "sink", "Ada",
                "replays", "-7");

        // when
        Optional<DeadLetter> deadLetter = DeadLetter.of(record(5, foreign, "{}"));

        // then
        assertThat(deadLetter.orElseThrow().reason().sentence()).isEqualTo("other by other: …");
        assertThat(deadLetter.orElseThrow().source()).isNull();
        assertThat(deadLetter.orElseThrow().replays()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ada", "-1", "1e3", "99999999999999999999", "1900000000000"})
    void should_be_as_new_as_kafka_says_when_the_header_is_no_earlier_moment(String header) {
        // given
        ConsumerRecord<byte[], byte[]> record = record(5, FROM_STORE, "{}");
        record.headers().add("published_at", header.getBytes(UTF_8));

        // then
        assertThat(DeadLetter.of(record).orElseThrow().publishedAtMillis()).isEqualTo(SENT);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Map<String, String> texts, String value) {
        RecordHeaders headers = new RecordHeaders();
        texts.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return record(offset, headers, "key".getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> sent) {
        return record(6, new RecordHeaders(sent.headers()), sent.key(), sent.value());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, RecordHeaders headers, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "users_created.dlq",
                0,
                offset,
                SENT,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty());
    }
}
