package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jar does with settings that it can't use: it asks no server. */
class SchemaInitSettingsJarIT {

    @Test
    void should_report_every_problem_at_once() {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "broker"),
                Map.entry("DEAD_LETTER_TOPIC", "/"),
                Map.entry("RUNS_TOPIC", ".."),
                Map.entry("USERS_TOPIC_PARTITIONS", "0"),
                Map.entry("KAFKA_REPLICATION_FACTOR", "many"),
                Map.entry("CASSANDRA_CONTACT_POINTS", "node:99999"),
                Map.entry("CASSANDRA_LOCAL_DATACENTER", "dc'1"),
                Map.entry("CASSANDRA_KEYSPACE", "1st"),
                Map.entry("CASSANDRA_TABLE", "users; drop"),
                Map.entry("CASSANDRA_REPLICATION_FACTOR", "0"),
                Map.entry("CASSANDRA_CONSISTENCY", "SOME"),
                Map.entry("CASSANDRA_USERNAME", "alone"),
                Map.entry("POSTGRES_URL", "postgres://db"),
                Map.entry("POSTGRES_TABLE", "Users"),
                Map.entry("SCHEMA_REGISTRY_URL", "registry:8081"),
                Map.entry("SCHEMA_INIT_VERIFY_ONLY", "maybe"));

        Finished finished = SchemaInitJar.run(environment, "--wait", "soon");

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .contains("17 settings can't be used:")
                .contains("SCHEMA_INIT_WAIT (--wait) is 'soon': must be 1s to 1h")
                .doesNotContain("\tat ");
        environment.keySet().forEach(variable -> assertThat(finished.stderr()).contains(". " + variable));
        assertThat(finished.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BOOTSTRAP_SERVERS, kafka://b:1, 'must be host:port[,host:port…]'",
        "USERS_TOPIC, a topic, 'must be 1 to 240 letters, digits, dots, underscores or hyphens'",
        "USERS_TOPIC_PARTITIONS, 1001, must be 1 to 1000",
        "CASSANDRA_TABLE, schema_ledger, 'must be another name: schema-init keeps tables of its own under this one'",
        "POSTGRES_URL, jdbc:postgresql://db:5432/x?password=p, 'must be jdbc:postgresql://host:port/database'",
        "SCHEMA_INIT_WAIT, 2h, must be 1s to 1h"
    })
    void should_name_the_variable_its_value_and_what_is_allowed(String variable, String value, String allowed) {
        Finished finished = SchemaInitJar.run(Map.of(variable, value));

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .contains("1 setting can't be used:")
                .contains("1. " + variable)
                .contains(allowed)
                .doesNotContain("\tat ");
    }

    @Test
    void should_refuse_a_flag_that_does_not_exist() {
        Finished finished = SchemaInitJar.run(Map.of(), "--quick");

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).contains("Unknown option: '--quick'").doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_say_its_version_whatever_the_settings_are() {
        Finished finished = SchemaInitJar.run(Map.of("CASSANDRA_TABLE", "Users"), "--version");

        assertThat(finished.exitStatus()).isZero();
        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.lastStdoutLineAsJson().get("version").getAsString()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void should_never_show_a_password() {
        Map<String, String> environment = new HashMap<>();
        environment.put("CASSANDRA_PASSWORD", "not-for-eyes");
        environment.put("POSTGRES_PASSWORD", "nor-this-one");

        Finished finished = SchemaInitJar.run(environment);

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr() + finished.stdout())
                .contains("CASSANDRA_USERNAME")
                .doesNotContain("not-for-eyes")
                .doesNotContain("nor-this-one");
    }
}
