package io.userautomation.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.wire.Users;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisteredFormatTest {

    private static final String SUBJECT = "POST /subjects/users-value";

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry().answering("GET /subjects", 200, "[]");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void should_ask_nobody_for_json() throws Exception {
        assertThat(encoder(RecordFormat.JSON)).isSameAs(RecordEncoder.JSON);
        assertThat(registry.calls).isEmpty();
    }

    @Test
    void should_write_with_the_id_that_the_registry_has_for_the_schema() throws Exception {
        registry.answering(SUBJECT, 200, "{\"id\":258,\"version\":1}");

        byte[] value = encoder(RecordFormat.PROTOBUF).write(Users.ADA);

        assertThat(value).startsWith(0, 0, 0, 1, 2);
        assertThat(registry.calls).containsExactly("GET /subjects", SUBJECT);
    }

    @Test
    void should_say_what_to_do_where_the_schema_is_not_registered() {
        assertThatThrownBy(() -> encoder(RecordFormat.AVRO))
                .isInstanceOf(TaskException.class)
                .hasMessageMatching(
                        "subject users-value at the schema registry at .* does not have the record's schema:"
                                + " run schema-init with RECORD_FORMAT=avro to register it");
    }

    @Test
    void should_end_where_the_registry_does_not_answer_in_time() {
        registry.close();

        assertThatThrownBy(() -> encoder(RecordFormat.AVRO))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("did not answer within 0 s");
    }

    private RecordEncoder encoder(RecordFormat format) throws InterruptedException {
        SchemaRegistrySettings settings = new SchemaRegistrySettings(
                Optional.of(registry.url()), Optional.empty(), Optional.empty(), Optional.empty());
        return RegisteredFormat.encoder(format, settings, "users", Duration.ofMillis(1));
    }
}
