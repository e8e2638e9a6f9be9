package io.userautomation.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes dead letters as the Spark job and the producer do. */
final class DeadLettersOnKafka implements AutoCloseable {

    private final String users;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    DeadLettersOnKafka(String brokers, String users) {
        this.users = users;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        // A partition that is being created may refuse a first batch and take the second, which was
                        // under way: the first is out of order then for as long as it is tried.
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static UserRecord user(long number) {
        return new UserRecord(
                new UUID(1, number).toString(),
                "Анна",
                "Kelley",
                "female",
                null,
                "11174",
                "anna@example.com",
                "user" + number,
                null,
                null,
                null,
                null);
    }

    static byte[] valid(long number) {
        return UserRecordJson.writeBytes(user(number));
    }

    static byte[] withoutEmail(long number) {
        return new String(valid(number), UTF_8)
                .replace("\"anna@example.com\"", "null")
                .getBytes(UTF_8);
    }

    /** So many valid users that one sink refused, as records 0, 1, … of partition 0. */
    void refusedByPostgres(String run, int deadLetters) {
        for (int number = 0; number < deadLetters; number++) {
            refused(run, "store", number, valid(number));
        }
        flush();
    }

    /** One dead letter of the Spark job, for a record that was published in 2023. */
    void refused(String run, String stage, long offset, byte[] value) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(RecordHeaders.RUN_ID, run);
        headers.put("color", "blue");
        headers.put(RecordHeaders.PUBLISHED_AT, "1700000000000");
        headers.put(DeadLetterHeaders.TOPIC, users);
        headers.put(DeadLetterHeaders.PARTITION, "0");
        headers.put(DeadLetterHeaders.OFFSET, Long.toString(offset));
        headers.put(DeadLetterHeaders.STAGE, stage);
        headers.put(DeadLetterHeaders.EXCEPTION_CLASS, "org.postgresql.util.PSQLException");
        headers.put(
                DeadLetterHeaders.EXCEPTION_MESSAGE, "SQLSTATE 22001: value too long for type character varying(5)");
        if (stage.equals("store")) {
            headers.put(DeadLetterHeaders.SINK, "postgres");
        }
        send(("key " + offset).getBytes(UTF_8), value, headers);
    }

    /** Any record on the dead-letter topic. */
    void send(byte[] key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(users + ".dlq", key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        });
    }

    /** Waits until all of them are on the topic. */
    void flush() {
        producer.flush();
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
        producer.close();
    }
}
