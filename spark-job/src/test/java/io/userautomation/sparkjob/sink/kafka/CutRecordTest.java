package io.userautomation.sparkjob.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.stores.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CutRecordTest {

    private static final Refusal REFUSAL = new Refusal("a.Validator", "email is blank", null);

    @Test
    void should_keep_the_beginnings_and_say_how_long_the_whole_was() {
        byte[] key = new byte[500_000];
        byte[] value = new byte[3_600_000];
        value[0] = '{';

        CutRecord cut = CutRecord.of(record(key, value, List.of()));

        assertThat(cut.key()).isEqualTo(new byte[1024]);
        assertThat(cut.value()).isEqualTo(Arrays.copyOf(value, 8192));
        assertThat(cut.missing())
                .containsEntry("__connect.errors.cut.value.bytes", "3600000")
                .containsEntry("__connect.errors.cut.key.bytes", "500000")
                .containsEntry("__connect.errors.cut.headers", "0");
    }

    @Test
    void should_give_digests_as_sha256sum_does() {
        CutRecord cut = CutRecord.of(record(null, "abc".getBytes(UTF_8), List.of()));

        assertThat(cut.missing())
                .containsEntry(
                        "__connect.errors.cut.value.sha256",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .doesNotContainKey("__connect.errors.cut.key.sha256");
        assertThat(cut.key()).isNull();
        assertThat(cut.value()).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void should_keep_the_pipelines_own_headers_and_count_those_that_it_leaves_out() {
        List<Header> own = List.of(header("run_id", "a"), header("run_id", "b"), header("replays", "1"));
        List<Header> others = IntStream.range(0, 100)
                .mapToObj(i -> header("other" + i, "x".repeat(9_000)))
                .toList();

        CutRecord cut = CutRecord.of(
                record(null, null, Stream.concat(own.stream(), others.stream()).toList()));

        assertThat(cut.headers().stream().map(header -> header.key() + "=" + new String(header.value(), UTF_8)))
                .containsExactly("run_id=b", "replays=1");
        assertThat(cut.missing()).containsEntry("__connect.errors.cut.headers", "101");
    }

    @Test
    void should_not_take_an_earlier_run_id_for_one_that_is_too_long() {
        CutRecord cut =
                CutRecord.of(record(null, null, List.of(header("run_id", "a"), header("run_id", "b".repeat(2_000)))));

        assertThat(cut.headers()).isEmpty();
    }

    @Test
    void should_be_sent_with_its_place_and_with_a_reason_that_says_so() {
        ProducerRecord<byte[], byte[]> sent =
                DeadLetterRecord.cut("users_created.dlq", record(null, new byte[20_000], List.of()), REFUSAL);

        assertThat(headers(sent))
                .contains(
                        "__connect.errors.topic=users_created",
                        "__connect.errors.partition=3",
                        "__connect.errors.offset=42",
                        "published_at=1790000000123",
                        "__connect.errors.exception.message=email is blank (cut: its topic takes no more)",
                        "__connect.errors.cut.value.bytes=20000");
    }

    @Test
    void should_not_be_taken_for_cut_because_of_headers_that_the_record_had() {
        IncomingRecord origin = record(null, null, List.of(header("__connect.errors.cut.headers", "7")));

        assertThat(headers(DeadLetterRecord.of("users_created.dlq", origin, REFUSAL)))
                .noneMatch(header -> header.startsWith("__connect.errors.cut."));
    }

    private static IncomingRecord record(byte[] key, byte[] value, List<Header> headers) {
        return new IncomingRecord("users_created", 3, 42, 1_790_000_000_123L, key, value, headers);
    }

    private static Header header(String key, String value) {
        return new Header(key, value.getBytes(UTF_8));
    }

    private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList();
    }
}
