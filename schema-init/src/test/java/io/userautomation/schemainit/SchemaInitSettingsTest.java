package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.ConfiguredStore;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaInitSettingsTest {

    @Test
    void should_have_defaults_for_everything() {
        SchemaInitSettings settings = SchemaInitSettings.from(new SettingsReader(Map.of()));

        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.verifyOnly()).isFalse();
        assertThat(settings.repair()).isFalse();
        assertThat(settings.topics().users()).isEqualTo("users_created");
        assertThat(settings.stores())
                .extracting(ConfiguredStore::table)
                .containsExactly("spark_streams.created_users", "user_data");
        assertThat(settings.registry().url()).isEmpty();
    }

    @Test
    void should_take_every_value_from_the_environment() {
        SchemaInitSettings settings = SchemaInitSettings.from(new SettingsReader(Map.of(
                "SCHEMA_INIT_WAIT", "5m",
                "SCHEMA_INIT_VERIFY_ONLY", "TRUE",
                "USERS_TOPIC", "user_created",
                "CASSANDRA_KEYSPACE", "user_data",
                "CASSANDRA_TABLE", "users",
                "POSTGRES_TABLE", "users",
                "SCHEMA_REGISTRY_URL", "http://registry:8081")));

        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.verifyOnly()).isTrue();
        assertThat(settings.topics().users()).isEqualTo("user_created");
        assertThat(settings.topics().deadLetters()).isEqualTo("user_created.dlq");
        assertThat(settings.topics().runs()).isEqualTo("user_created.runs");
        assertThat(settings.stores()).extracting(ConfiguredStore::table).containsExactly("user_data.users", "users");
        assertThat(settings.registry().url()).contains("http://registry:8081");
    }

    @Test
    void should_let_a_flag_override_the_environment() {
        SettingsReader reader = new SettingsReader(Map.of("SCHEMA_INIT_WAIT", "5m"));

        SchemaInitSettings settings = SchemaInitSettings.from(reader.with(SchemaInitSettings.WAIT, "7s"));

        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void should_refuse_a_wait_that_is_no_duration() {
        assertThatThrownBy(() -> SchemaInitSettings.from(new SettingsReader(Map.of("SCHEMA_INIT_WAIT", "soon"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageEndingWith(
                        "1. SCHEMA_INIT_WAIT (--wait) is 'soon': must be 1s to 1h, such as 60s, 5m or PT5M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "999ms", "61m", "3600001ms"})
    void should_refuse_a_wait_out_of_bounds(String wait) {
        assertThatThrownBy(() -> SchemaInitSettings.from(new SettingsReader(Map.of("SCHEMA_INIT_WAIT", wait))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("1 setting can't be used")
                .hasMessageEndingWith("must be 1s to 1h, such as 60s, 5m or PT5M");
    }

    @Test
    void should_refuse_a_verify_only_that_is_neither_true_nor_false() {
        assertThatThrownBy(() -> SchemaInitSettings.from(new SettingsReader(Map.of("SCHEMA_INIT_VERIFY_ONLY", "yes"))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageEndingWith("SCHEMA_INIT_VERIFY_ONLY (--verify-only) is 'yes': must be true or false");
    }

    @Test
    void should_refuse_to_repair_what_it_only_verifies() {
        SettingsReader reader =
                new SettingsReader(Map.of("SCHEMA_INIT_VERIFY_ONLY", "true", "SCHEMA_INIT_REPAIR", "true"));

        assertThatThrownBy(() -> SchemaInitSettings.from(reader))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageEndingWith(
                        "SCHEMA_INIT_REPAIR (--repair) is 'true': must be true or false, and false where it"
                                + " only verifies");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema_ledger", "schema_lock"})
    void should_refuse_the_name_of_a_table_of_its_own(String table) {
        assertThatThrownBy(() -> SchemaInitSettings.from(new SettingsReader(Map.of("CASSANDRA_TABLE", table))))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageEndingWith(
                        "CASSANDRA_TABLE is '%s': must be another name: schema-init keeps tables of its own"
                                        .formatted(table)
                                + " under this one");
    }

    @Test
    void should_report_the_problems_of_all_groups_together() {
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "nowhere",
                "USERS_TOPIC_PARTITIONS", "0",
                "CASSANDRA_KEYSPACE", "Drop Table",
                "POSTGRES_URL", "postgres://db",
                "SCHEMA_REGISTRY_URL", "registry:8081",
                "SCHEMA_INIT_WAIT", "-1s");

        assertThatThrownBy(() -> SchemaInitSettings.from(new SettingsReader(environment)))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .extracting(problem -> problem.setting().variable())
                        .containsExactlyInAnyOrderElementsOf(environment.keySet()));
    }
}
