package io.userautomation.deadletters.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A dead letter that came in a registry's format, which its headers tell of. */
class ReplayedRecordTest {

    private static final byte[] VALUE = {2, 'x'};
    private static final byte[] SCHEMA_ID = {0, 0, 0, 0, 7};

    private static final UserRecord REPAIRED = new UserRecord(
            "7a0eed16-9430-4d68-901f-c0d4c1c3bf00",
            "Ada",
            "Lovelace",
            "female",
            null,
            null,
            "a@b.c",
            "ada",
            null,
            null,
            null,
            null);

    @Test
    void should_be_json_and_name_no_schema_once_it_is_repaired() {
        ProducerRecord<byte[], byte[]> record = ReplayedRecord.repaired(deadLetter(), REPAIRED, "users", 1_000);

        assertThat(record.value()).isEqualTo(UserRecordJson.writeBytes(REPAIRED));
        assertThat(record.headers().lastHeader(RecordHeaders.VALUE_SCHEMA_ID)).isNull();
        assertThat(record.headers().headers(RecordHeaders.CONTENT_TYPE))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).isEqualTo(RecordHeaders.JSON.getBytes(UTF_8)));
    }

    @Test
    void should_keep_its_format_and_the_schema_that_it_names_where_it_is_tried_again_as_it_was() {
        ProducerRecord<byte[], byte[]> record = ReplayedRecord.retried(deadLetter(), "users", 1_000);

        assertThat(record.value()).isEqualTo(VALUE);
        assertThat(record.headers().lastHeader(RecordHeaders.VALUE_SCHEMA_ID).value())
                .isEqualTo(SCHEMA_ID);
    }

    private static DeadLetter deadLetter() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("users.dlq", 0, 3, null, VALUE);
        record.headers()
                .add(RecordHeaders.VALUE_SCHEMA_ID, SCHEMA_ID)
                .add(RecordHeaders.CONTENT_TYPE, "application/avro".getBytes(UTF_8))
                .add(DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_VALIDATE.getBytes(UTF_8))
                .add(DeadLetterHeaders.EXCEPTION_MESSAGE, "id is missing".getBytes(UTF_8));
        return DeadLetter.of(record).orElseThrow();
    }
}
