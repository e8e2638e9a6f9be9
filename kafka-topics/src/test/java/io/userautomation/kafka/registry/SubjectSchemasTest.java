package io.userautomation.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.formats.WriterSchema;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectSchemasTest {

    private static final String VERSIONS = "/subjects/users_created-value/versions";
    private static final String GUID = "0a1b2c3d-0000-4000-8000-000000000007";

    private final AtomicLong nanos = new AtomicLong();
    private FakeRegistry registry;
    private SubjectSchemas schemas;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        registry.answering("GET /subjects", 200, "[\"users_created-value\"]");
        schemas = new SubjectSchemas(settings(Optional.of(registry.url())), "users_created", nanos::get);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void should_ask_nobody_before_a_record_names_a_schema() {
        assertThat(schemas.known()).isEqualTo(new RegisteredSchemas(Map.of(), false, "subject users_created-value"));
        assertThat(registry.calls).isEmpty();
    }

    @Test
    void should_ask_once_for_all_versions_and_keep_them() throws Exception {
        registered("[1,2]");
        version(1, 5, "JSON", null);
        version(2, 7, null, GUID);

        RegisteredSchemas asked = schemas.asked("7");
        RegisteredSchemas again = schemas.asked(GUID);

        assertThat(asked.complete()).isTrue();
        assertThat(asked.byId())
                .containsEntry("5", new WriterSchema("5", 1, RecordFormat.JSON_SCHEMA, schema(5)))
                .containsEntry("7", new WriterSchema("7", 2, RecordFormat.AVRO, schema(7)))
                .containsEntry(GUID, asked.byId().get("7"))
                .hasSize(3);
        assertThat(again).isEqualTo(asked);
        assertThat(schemas.known().byId()).isEqualTo(asked.byId());
        assertThat(schemas.known().complete()).isFalse();
        assertThat(registry.calls).hasSize(4);
    }

    @Test
    void should_ask_for_what_is_new_alone() throws Exception {
        registered("[1]");
        version(1, 5, "JSON", null);
        schemas.asked("5");
        registered("[1,2]");
        version(2, 9, "PROTOBUF", null);
        registry.calls.clear();

        assertThat(schemas.asked("9").byId().get("9").format()).isEqualTo(RecordFormat.PROTOBUF);

        assertThat(registry.calls)
                .containsExactly("GET /subjects", "GET " + VERSIONS + "?deleted=true", versionCall(2));
    }

    @Test
    void should_answer_for_any_number_of_unknown_ids_with_one_request_each_batch() throws Exception {
        registered("[1]");
        version(1, 5, "JSON", null);
        schemas.asked("5");
        registry.calls.clear();

        assertThat(schemas.asked("6").byId()).containsOnlyKeys("5");

        assertThat(registry.calls).containsExactly("GET /subjects", "GET " + VERSIONS + "?deleted=true");
    }

    @Test
    void should_find_the_schemas_of_a_subject_that_was_deleted_and_laid_anew() throws Exception {
        registered("[1]");
        version(1, 5, "JSON", null);
        schemas.asked("5");
        version(1, 8, "AVRO", null);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());

        assertThat(schemas.asked("8").byId()).containsKeys("5", "8");
    }

    @Test
    void should_go_by_the_text_where_a_registry_gives_all_versions_the_type_of_the_first() throws Exception {
        registered("[1,2,3]");
        version(1, 5, "JSON", null);
        version(2, 7, "JSON", null);
        version(3, 9, "JSON", null);

        assertThat(schemas.asked("5").byId().values())
                .extracting(WriterSchema::id, WriterSchema::format)
                .containsExactlyInAnyOrder(
                        tuple("5", RecordFormat.JSON_SCHEMA),
                        tuple("7", RecordFormat.AVRO),
                        tuple("9", RecordFormat.PROTOBUF));
    }

    @Test
    void should_leave_out_a_kind_of_schema_that_no_user_comes_in() throws Exception {
        registered("[1]");
        version(1, 5, "XML", null);

        assertThat(schemas.asked("5").byId()).isEmpty();
    }

    @Test
    void should_call_a_subject_that_is_not_there_an_outage() {
        assertThatThrownBy(() -> schemas.asked("5"))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageMatching(
                        "schema registry at 127.0.0.1:\\d+ has no subject users_created-value: schema-init registers it");
    }

    @Test
    void should_call_a_registry_that_does_not_answer_an_outage() {
        registry.close();

        assertThatThrownBy(() -> schemas.asked("5"))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageMatching("schema registry at 127.0.0.1:\\d+ does not answer: .*");
    }

    @Test
    void should_call_a_version_that_can_not_be_read_an_outage_and_ask_for_it_again() throws Exception {
        registered("[1,2]");
        version(1, 5, "JSON", null);
        registry.answering(versionCall(2), 500, "{\"message\":\"busy\"}");
        assertThatThrownBy(() -> schemas.asked("7")).isInstanceOf(RegistryUnavailableException.class);
        version(2, 7, "AVRO", null);

        assertThat(schemas.asked("7").byId()).containsOnlyKeys("5", "7");
    }

    @Test
    void should_wait_for_no_login_that_is_refused() {
        registry.answering("GET /subjects", 401, "{}");

        assertThatThrownBy(() -> schemas.asked("5"))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("refuses the login");
    }

    @Test
    void should_do_without_a_registry() throws Exception {
        SubjectSchemas none = new SubjectSchemas(settings(Optional.empty()), "users_created");

        assertThat(none.known()).isSameAs(RegisteredSchemas.NONE);
        assertThat(none.asked("5")).isSameAs(RegisteredSchemas.NONE);
    }

    private void registered(String versions) {
        registry.answering("GET " + VERSIONS + "?deleted=true", 200, versions);
    }

    private void version(int number, int id, String type, String guid) {
        JsonObject body = new JsonObject();
        body.addProperty("id", id);
        body.addProperty("schema", schema(id));
        if (type != null) {
            body.addProperty("schemaType", type);
        }
        if (guid != null) {
            body.addProperty("guid", guid);
        }
        registry.answering(versionCall(number), 200, body.toString());
    }

    private static String schema(int id) {
        return switch (id) {
            case 7, 8 -> "{\"type\":\"record\",\"name\":\"R%s\",\"fields\":[]}".formatted(id);
            case 9 -> "syntax = \"proto3\";";
            default -> "{\"type\":\"object\"}";
        };
    }

    private static String versionCall(int number) {
        return "GET " + VERSIONS + "/" + number + "?deleted=true";
    }

    private static SchemaRegistrySettings settings(Optional<String> url) {
        return new SchemaRegistrySettings(url, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
