package io.userautomation.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RecordSchema;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.wire.Users;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import io.userautomation.model.record.Validation.Valid;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicRecordReaderTest {

    private static final String VERSIONS = "GET /subjects/users-value/versions";
    private static final RecordEncoder AVRO = RecordEncoder.of(RecordFormat.AVRO, 7);

    private FakeRegistry registry;
    private TopicRecordReader reader;

    @BeforeEach
    void start() throws IOException {
        JsonObject version = new JsonObject();
        version.addProperty("id", 7);
        version.addProperty("schema", RecordSchema.text(RecordFormat.AVRO));
        registry = new FakeRegistry()
                .answering("GET /subjects", 200, "[]")
                .answering(VERSIONS + "?deleted=true", 200, "[1]")
                .answering(VERSIONS + "/1?deleted=true", 200, version.toString());
        SchemaRegistrySettings settings = new SchemaRegistrySettings(
                Optional.of(registry.url()), Optional.empty(), Optional.empty(), Optional.empty());
        reader = new TopicRecordReader(settings, "users", Duration.ofMillis(1));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void should_need_no_registry_for_json() {
        registry.close();

        assertThat(read(RecordEncoder.JSON.write(Users.ADA))).isEqualTo(new Valid(Users.ADA));
    }

    @Test
    void should_ask_once_for_any_number_of_records() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(read(AVRO.write(Users.ADA))).isEqualTo(new Valid(Users.ADA));
        }

        assertThat(registry.calls).hasSize(3);
    }

    @Test
    void should_ask_once_for_any_number_of_unknown_schemas() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(read(new byte[] {0, 0, 1, (byte) (i >> 8), (byte) i})).isInstanceOf(Invalid.class);
        }
        assertThat(read(AVRO.write(Users.ADA))).isEqualTo(new Valid(Users.ADA));

        assertThat(registry.calls).hasSize(3);
    }

    @Test
    void should_call_no_record_invalid_for_a_registry_that_is_away() {
        registry.close();

        assertThatThrownBy(() -> read(AVRO.write(Users.ADA)))
                .isInstanceOf(TaskException.class)
                .hasMessageMatching("schema registry at .* does not answer: .*, for 0 s now");
    }

    private Validation read(byte[] value) {
        return reader.read(value, new RecordHeaders());
    }
}
