package io.userautomation.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class UserPublisherTest {

    private static final TopicSettings TOPICS = new TopicSettings("users", "users.dlq", "users.runs", 4, 1);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Tally tally = new Tally();
    private final UserPublisher publisher =
            new UserPublisher(producer, TOPICS, new RunId("run:1+2"), RecordEncoder.JSON, tally);

    @Test
    void should_send_a_valid_user_under_its_id_with_the_headers_of_the_contract() {
        publisher.publish(Users.valid(1));

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("users");
        assertThat(record.partition()).isNull();
        assertThat(new String(record.key(), UTF_8)).isEqualTo(Users.valid(1).id());
        assertThat(new String(record.value(), UTF_8)).isEqualTo(UserRecordJson.write(Users.valid(1)));
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("content_type", "application/json"),
                        Map.entry("run_id", "run:1+2"),
                        Map.entry("schema_version", "1"));
    }

    @Test
    void should_write_a_user_in_the_format_that_is_asked_for_and_a_dead_letter_as_json() {
        RecordEncoder encoder = RecordEncoder.of(RecordFormat.AVRO, 7);
        UserPublisher avro = new UserPublisher(producer, TOPICS, new RunId("run:1+2"), encoder, tally);

        avro.publish(Users.valid(1));
        avro.publish(Users.withEmail(2, null));

        assertThat(producer.history().get(0).value()).isEqualTo(encoder.write(Users.valid(1)));
        assertThat(headers(producer.history().get(0))).containsEntry("content_type", "application/avro");
        assertThat(new String(producer.history().get(1).value(), UTF_8)).contains("\"email\":null");
        assertThat(headers(producer.history().get(1))).containsEntry("content_type", "application/json");
    }

    @Test
    void should_dead_letter_a_user_without_email_and_say_why() {
        publisher.publish(Users.withEmail(1, null));

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("users.dlq");
        assertThat(new String(record.key(), UTF_8)).isEqualTo(Users.valid(1).id());
        assertThat(new String(record.value(), UTF_8)).contains("\"email\":null");
        assertThat(headers(record))
                .containsEntry("run_id", "run:1+2")
                .containsEntry("__connect.errors.stage", "publish")
                .containsEntry("__connect.errors.exception.message", "email is missing")
                .containsKey("__connect.errors.exception.class.name")
                .doesNotContainKeys("__connect.errors.topic", "__connect.errors.offset", "sink");
    }

    @Test
    void should_keep_an_unpaired_surrogate_of_a_refused_user_as_an_escape() {
        publisher.publish(Users.withEmail(1, "a\ud800b😀"));

        assertThat(new String(producer.history().get(0).value(), UTF_8)).contains("\"email\":\"a\\ud800b😀\"");
    }

    @Test
    void should_cut_a_refused_user_to_what_a_record_can_hold() {
        publisher.publish(Users.withEmail(1, "€".repeat(1_000_000)));

        assertThat(producer.history().get(0).value()).hasSizeLessThan(1_000_000);
    }

    @Test
    void should_count_acknowledgements_not_sends() {
        publisher.publish(Users.valid(1));
        publisher.publish(Users.withEmail(2, " "));
        publisher.publish(Users.valid(3));
        assertThat(tally.counts(5L)).isEqualTo(new PublishCounts(3, 0, 0, 2));

        producer.completeNext();
        producer.completeNext();

        assertThat(tally.counts(5L)).isEqualTo(new PublishCounts(3, 1, 1, 2));
    }

    @Test
    void should_stop_at_the_first_record_that_is_not_acknowledged() {
        publisher.publish(Users.valid(1));
        producer.errorNext(new TimeoutException("expired"));

        assertThatThrownBy(() -> publisher.publish(Users.valid(2)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("expired");
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void should_not_call_it_done_when_the_last_record_was_not_acknowledged() {
        publisher.publish(Users.valid(1));
        producer.errorNext(new IllegalStateException("no such topic"));

        assertThatThrownBy(publisher::flush).hasMessage("no such topic");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
