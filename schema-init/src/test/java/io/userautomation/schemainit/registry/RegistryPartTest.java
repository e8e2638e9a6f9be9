package io.userautomation.schemainit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPartTest {

    private static final String CONFIG = "/config/users_created-value";
    private static final String SUBJECT = "/subjects/users_created-value";

    private final Summary summary = new Summary();
    private FakeRegistry registry;
    private RegistryPart part;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        part = new RegistryPart(
                new SchemaRegistrySettings(
                        Optional.of(registry.url() + "/"), Optional.empty(), Optional.empty(), Optional.empty()),
                "users_created-value",
                RecordFormat.JSON_SCHEMA);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void should_set_the_compatibility_before_it_registers() throws Exception {
        registry.answering("PUT " + CONFIG, 200, "{\"compatibility\":\"BACKWARD\"}")
                .answering("POST " + SUBJECT + "/versions", 200, "{\"id\":7}");

        part.create(summary);

        assertThat(registry.calls)
                .containsExactly(
                        "GET " + CONFIG,
                        "PUT " + CONFIG + " {\"compatibility\":\"BACKWARD\"}",
                        "POST " + SUBJECT,
                        "GET " + SUBJECT + "/versions/latest",
                        "POST " + SUBJECT + "/versions");
        assertThat(summary).hasToString("{\"schema_registered\":true}");
    }

    @Test
    void should_lift_the_compatibility_for_a_moment_where_the_newest_schema_is_of_another_format() throws Exception {
        registry.answering("GET " + CONFIG, 200, "{\"compatibilityLevel\":\"FULL\"}")
                .answering("PUT " + CONFIG, 200, "{}")
                .answering("GET " + SUBJECT + "/versions/latest", 200, "{\"id\":3,\"schema\":\"syntax\"}")
                .answering("POST " + SUBJECT + "/versions", 200, "{\"id\":7}");

        part.create(summary);

        assertThat(registry.calls)
                .endsWith(
                        "PUT " + CONFIG + " {\"compatibility\":\"NONE\"}",
                        "POST " + SUBJECT + "/versions",
                        "PUT " + CONFIG + " {\"compatibility\":\"FULL\"}");
    }

    @Test
    void should_change_nothing_where_the_schema_is_registered() throws Exception {
        registry.answering("GET " + CONFIG, 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}")
                .answering("POST " + SUBJECT, 200, "{\"id\":7,\"version\":3}");

        part.create(summary);

        assertThat(part.differences(summary)).isEmpty();
        assertThat(registry.calls)
                .containsExactly("GET " + CONFIG, "POST " + SUBJECT, "GET " + CONFIG, "POST " + SUBJECT);
        assertThat(summary)
                .hasToString("{\"schema_registered\":false,\"schema_subject\":\"users_created-value\",\"schema_id\":7,"
                        + "\"schema_version\":3}");
    }

    @Test
    void should_raise_a_compatibility_that_promises_less() throws Exception {
        registry.answering("GET " + CONFIG, 200, "{\"compatibilityLevel\":\"NONE\"}")
                .answering("PUT " + CONFIG, 200, "{}")
                .answering("POST " + SUBJECT, 200, "{\"id\":7,\"version\":3}");

        part.create(summary);

        assertThat(registry.calls).contains("PUT " + CONFIG + " {\"compatibility\":\"BACKWARD\"}");
    }

    @Test
    void should_name_the_subject_and_quote_the_registry_when_the_schema_is_incompatible() {
        registry.answering("GET " + CONFIG, 200, "{\"compatibilityLevel\":\"BACKWARD\"}")
                .answering(
                        "POST " + SUBJECT + "/versions",
                        409,
                        "{\"error_code\":409,\"message\":\"required property removed\"}");

        assertThatThrownBy(() -> part.create(summary))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.FAILED))
                .hasMessage("the record's schema breaks with the one under subject users_created-value at the %s, which"
                                .formatted(part.server())
                        + " says \"required property removed\": keep to compatible changes, or publish to another"
                        + " topic with USERS_TOPIC");
    }

    @Test
    void should_quote_an_error_that_is_not_json() {
        registry.answering("GET " + CONFIG, 500, "<html>out of order</html>");

        assertThatThrownBy(() -> part.create(summary))
                .hasMessage("GET " + CONFIG + " answered 500: <html>out of order</html>");
    }

    @Test
    void should_say_what_is_missing_without_changing_it() throws Exception {
        assertThat(part.differences(summary))
                .containsExactly(
                        "subject users_created-value at the %s has compatibility unset, expected BACKWARD: run"
                                        .formatted(part.server())
                                + " schema-init to set it",
                        "the record's schema is missing under subject users_created-value at the %s: run schema-init"
                                        .formatted(part.server())
                                + " to register it");
        assertThat(registry.calls).containsExactly("GET " + CONFIG, "POST " + SUBJECT);
    }

    /** At once, where an outage would be waited for. */
    @ParameterizedTest
    @CsvSource({"200, {\"hello\":\"world\"}", "200, <html>", "404, ''", "301, ''", "400, ''", "405, ''"})
    void should_say_at_once_that_what_answers_is_no_registry(int status, String body) {
        // given
        registry.answering("GET /subjects", status, body);
        // when / then
        assertThatThrownBy(part::connect)
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.FAILED))
                .hasMessage("what answers at %s/ is no schema registry, or not under this path: GET /subjects answered"
                                .formatted(registry.url())
                        + " " + status + " and no list of subjects; set SCHEMA_REGISTRY_URL to the address above"
                        + " /subjects, with its path (Apicurio's is /apis/ccompat/v7)");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void should_wait_for_a_registry_that_is_not_ready_yet(int status) {
        // given
        registry.answering("GET /subjects", status, "");
        // when / then
        assertThatThrownBy(part::connect)
                .isInstanceOf(IOException.class)
                .hasMessage("GET /subjects answered %s and no list of subjects".formatted(status));
    }

    @Test
    void should_connect_to_an_empty_registry() throws Exception {
        registry.answering("GET /subjects", 200, "[]");

        part.connect();

        assertThat(registry.calls).containsExactly("GET /subjects");
    }
}
