package io.userautomation.sparkjob.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.sparkjob.LaidPipeline;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaDeadLetterWriterIT {

    private static final Refusal LETTER = new Refusal("a.Validator", "email is blank", null);

    /** Random, so that no compression makes it smaller; with its framing just under the topic's 1,048,588. */
    private static final int LARGEST_VALUE = 1_048_400;

    private static KafkaSettings kafka;
    private static TopicSettings topics;

    @BeforeAll
    static void lay_the_topics() {
        LaidPipeline tables = LaidPipeline.named("dead_letter_writer");
        kafka = tables.kafka();
        topics = tables.topics();
    }

    @Test
    void should_keep_the_record_as_it_came_and_say_in_headers_why_it_is_here() {
        byte[] value = {'{', (byte) 0xC3, 0, '}'};
        IncomingRecord origin = new IncomingRecord(
                "users_created",
                3,
                42,
                1_790_000_000_123L,
                "key".getBytes(UTF_8),
                value,
                List.of(header("run_id", "a"), header("run_id", "b"), new Header("empty", null)));

        ConsumerRecord<byte[], byte[]> dead = sent(origin, new Refusal("a.Database", "SQLSTATE 22021", "postgres"));

        assertThat(dead.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(dead.value()).isEqualTo(value);
        assertThat(headers(dead))
                .containsExactly(
                        "run_id=a",
                        "run_id=b",
                        "empty=null",
                        "published_at=1790000000123",
                        "__connect.errors.topic=users_created",
                        "__connect.errors.partition=3",
                        "__connect.errors.offset=42",
                        "__connect.errors.stage=store",
                        "__connect.errors.exception.class.name=a.Database",
                        "__connect.errors.exception.message=SQLSTATE 22021",
                        "sink=postgres");
    }

    @Test
    void should_keep_a_tombstone_without_a_key() {
        ConsumerRecord<byte[], byte[]> dead = sent(record(null, null), LETTER);

        assertThat(dead.key()).isNull();
        assertThat(dead.value()).isNull();
        assertThat(headers(dead)).noneMatch(header -> header.startsWith("sink="));
    }

    @Test
    void should_take_the_largest_record_that_the_users_topic_takes() throws Exception {
        byte[] value = new byte[LARGEST_VALUE];
        new Random(1).nextBytes(value);
        publish(value, "none");

        ConsumerRecord<byte[], byte[]> dead = sent(record(null, value), LETTER);

        assertThat(dead.value()).isEqualTo(value);
    }

    @Test
    void should_take_as_a_whole_what_the_users_topic_takes_only_well_compressed() throws Exception {
        byte[] value = textForZstd(3_600_000);
        publish(value, "zstd");

        ConsumerRecord<byte[], byte[]> dead = sent(record(null, value), LETTER);

        assertThat(dead.value()).isEqualTo(value);
        assertThat(headers(dead)).noneMatch(header -> header.contains(".cut."));
    }

    @Test
    void should_cut_what_its_topic_does_not_take_as_a_whole() {
        byte[] value = new byte[3 * LARGEST_VALUE];
        new Random(1).nextBytes(value);

        ConsumerRecord<byte[], byte[]> dead = sent(record(new byte[LARGEST_VALUE], value), LETTER);

        assertThat(dead.value()).isEqualTo(Arrays.copyOf(value, 8192));
        assertThat(headers(dead))
                .contains(
                        "__connect.errors.cut.value.bytes=" + value.length,
                        "__connect.errors.cut.key.bytes=" + LARGEST_VALUE,
                        "__connect.errors.exception.message=email is blank (cut: its topic takes no more)");
    }

    @Test
    void should_cut_what_is_larger_than_a_client_holds() throws Exception {
        byte[] value = new byte[65 << 20];
        publish(value, "zstd");

        ConsumerRecord<byte[], byte[]> dead = sent(record(null, value), LETTER);

        assertThat(headers(dead)).contains("__connect.errors.cut.value.bytes=" + value.length);
    }

    @Test
    void should_cut_a_record_of_many_headers() {
        List<Header> many = IntStream.range(0, 400)
                .mapToObj(i -> new Header("header " + i, random(i, 9_000)))
                .toList();
        IncomingRecord origin =
                new IncomingRecord(topics.users(), 0, 1, 1_790_000_000_123L, null, "{}".getBytes(UTF_8), many);

        ConsumerRecord<byte[], byte[]> dead = sent(origin, LETTER);

        assertThat(dead.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(headers(dead)).contains("__connect.errors.cut.headers=400");
    }

    @Test
    void should_fail_within_its_bound_when_kafka_hangs_and_work_again_afterwards() {
        KafkaDeadLetterWriter writer = new KafkaDeadLetterWriter(kafka, topics.deadLetters());
        Server server = Stack.shared(ServerKind.KAFKA).server(ServerKind.KAFKA);
        byte[] value = "{".getBytes(UTF_8);
        sent(record(null, value), LETTER);
        server.pause();
        try {
            assertThatThrownBy(() -> {
                        writer.send(record(null, value), LETTER);
                        writer.flush();
                    })
                    .isInstanceOf(DeadLettersUnavailableException.class)
                    .hasMessageContaining(kafka.bootstrapServers());
            assertThatThrownBy(writer::probe)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(topics.deadLetters());
        } finally {
            server.resume();
        }

        assertThatNoException().isThrownBy(writer::probe);
        assertThat(sent(record(null, value), LETTER).value()).isEqualTo(value);
    }

    private static IncomingRecord record(byte[] key, byte[] value) {
        return new IncomingRecord(topics.users(), 0, 1, 1_790_000_000_123L, key, value, List.of());
    }

    /** Sends one, and reads what then stands last in the topic. */
    private static ConsumerRecord<byte[], byte[]> sent(IncomingRecord origin, Refusal letter) {
        KafkaDeadLetterWriter writer = new KafkaDeadLetterWriter(kafka, topics.deadLetters());
        writer.send(origin, letter);
        writer.flush();
        return last();
    }

    private static ConsumerRecord<byte[], byte[]> last() {
        TopicPartition only = new TopicPartition(topics.deadLetters(), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            consumer.seek(only, end - 1);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(10)).forEach(records::add);
            assertThat(records).hasSize(1);
            return records.get(0);
        }
    }

    private static List<String> headers(ConsumerRecord<byte[], byte[]> dead) {
        return StreamSupport.stream(dead.headers().spliterator(), false)
                .map(header -> header.key() + "=" + (header.value() == null ? null : new String(header.value(), UTF_8)))
                .toList();
    }

    private static Header header(String key, String value) {
        return new Header(key, value.getBytes(UTF_8));
    }

    /** To the users topic, which takes it. */
    private static void publish(byte[] value, String compression) throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "compression.type",
                compression,
                "max.request.size",
                80 << 20,
                "buffer.memory",
                80L << 20);
        try (KafkaProducer<byte[], byte[]> users =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            users.send(new ProducerRecord<>(topics.users(), value)).get();
        }
    }

    /** Blocks of random bytes that come again too far behind themselves for gzip to find them. */
    private static byte[] textForZstd(int bytes) {
        byte[] block = random(1, 300_000);
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            text[i] = block[i % block.length];
        }
        return text;
    }

    private static byte[] random(int seed, int bytes) {
        byte[] random = new byte[bytes];
        new Random(seed).nextBytes(random);
        return random;
    }
}
