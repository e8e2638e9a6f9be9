package io.userautomation.systemtests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.userautomation.commandline.settings.Identifiers;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsGroupsTest {

    private static final Map<String, String> NOTHING = Map.of();
    private static final String CA = ResourceFile.path("/io/userautomation/systemtests/settings/ca.pem");

    @Test
    void should_have_defaults_that_work_on_one_machine() {
        assertThat(read(KafkaSettings::from, NOTHING)).isEqualTo(KafkaSettings.plaintext("localhost:9092"));
        assertThat(read(TopicSettings::from, NOTHING))
                .isEqualTo(new TopicSettings("users_created", "users_created.dlq", "users_created.runs", 4, 1));
        assertThat(read(CassandraSettings::from, NOTHING))
                .isEqualTo(new CassandraSettings(
                        "localhost:9042",
                        "datacenter1",
                        "spark_streams",
                        "created_users",
                        1,
                        "LOCAL_QUORUM",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty()));
        assertThat(read(PostgresSettings::from, NOTHING))
                .isEqualTo(new PostgresSettings(
                        "jdbc:postgresql://localhost:5432/user_data",
                        Optional.empty(),
                        Optional.empty(),
                        "user_data",
                        false,
                        Optional.empty()));
        assertThat(read(SchemaRegistrySettings::from, NOTHING))
                .isEqualTo(new SchemaRegistrySettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void should_take_every_value_from_the_environment() {
        Map<String, String> all = Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2"),
                Map.entry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                Map.entry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256"),
                Map.entry("KAFKA_USERNAME", "kaf"),
                Map.entry("KAFKA_PASSWORD", "secret0"),
                Map.entry("KAFKA_CA_FILE", CA),
                Map.entry("USERS_TOPIC", "user_created"),
                Map.entry("DEAD_LETTER_TOPIC", "dead"),
                Map.entry("RUNS_TOPIC", "runs"),
                Map.entry("USERS_TOPIC_PARTITIONS", "12"),
                Map.entry("KAFKA_REPLICATION_FACTOR", "3"),
                Map.entry("CASSANDRA_CONTACT_POINTS", "c1:9042, [::1]:9043"),
                Map.entry("CASSANDRA_LOCAL_DATACENTER", "dc-2"),
                Map.entry("CASSANDRA_KEYSPACE", "user_data"),
                Map.entry("CASSANDRA_TABLE", "users"),
                Map.entry("CASSANDRA_REPLICATION_FACTOR", "3"),
                Map.entry("CASSANDRA_CONSISTENCY", "QUORUM"),
                Map.entry("CASSANDRA_USERNAME", "cass"),
                Map.entry("CASSANDRA_PASSWORD", "secret1"),
                Map.entry("CASSANDRA_TLS", "true"),
                Map.entry("CASSANDRA_CA_FILE", CA),
                Map.entry("POSTGRES_URL", "jdbc:postgresql://db:5433/other?ApplicationName=x"),
                Map.entry("POSTGRES_USERNAME", "pg"),
                Map.entry("POSTGRES_PASSWORD", "secret2"),
                Map.entry("POSTGRES_TABLE", "users"),
                Map.entry("POSTGRES_TLS", "true"),
                Map.entry("POSTGRES_CA_FILE", CA),
                Map.entry("SCHEMA_REGISTRY_URL", "https://registry:8081/apis/ccompat/v7"),
                Map.entry("SCHEMA_REGISTRY_USERNAME", "reg"),
                Map.entry("SCHEMA_REGISTRY_PASSWORD", "secret3"),
                Map.entry("SCHEMA_REGISTRY_CA_FILE", CA));

        KafkaSettings kafka = read(KafkaSettings::from, all);
        assertThat(kafka)
                .isEqualTo(new KafkaSettings(
                        "a:1,b:2",
                        "SASL_SSL",
                        "SCRAM-SHA-256",
                        Optional.of("kaf"),
                        Optional.of(Secret.of("secret0")),
                        Optional.of(CA)));
        assertThat(read(TopicSettings::from, all)).isEqualTo(new TopicSettings("user_created", "dead", "runs", 12, 3));
        CassandraSettings cassandra = read(CassandraSettings::from, all);
        assertThat(cassandra)
                .isEqualTo(new CassandraSettings(
                        "c1:9042, [::1]:9043",
                        "dc-2",
                        "user_data",
                        "users",
                        3,
                        "QUORUM",
                        Optional.of("cass"),
                        Optional.of(Secret.of("secret1")),
                        true,
                        Optional.of(CA)));
        assertThat(cassandra.addresses())
                .containsExactly(
                        InetSocketAddress.createUnresolved("c1", 9042),
                        InetSocketAddress.createUnresolved("[::1]", 9043));
        PostgresSettings postgres = read(PostgresSettings::from, all);
        assertThat(postgres)
                .isEqualTo(new PostgresSettings(
                        "jdbc:postgresql://db:5433/other?ApplicationName=x",
                        Optional.of("pg"),
                        Optional.of(Secret.of("secret2")),
                        "users",
                        true,
                        Optional.of(CA)));
        assertThat(postgres.address()).isEqualTo("db:5433");
        assertThat(postgres.connectionProperties()).containsEntry("user", "pg").containsEntry("password", "secret2");
        SchemaRegistrySettings registry = read(SchemaRegistrySettings::from, all);
        assertThat(registry)
                .isEqualTo(new SchemaRegistrySettings(
                        Optional.of("https://registry:8081/apis/ccompat/v7"),
                        Optional.of("reg"),
                        Optional.of(Secret.of("secret3")),
                        Optional.of(CA)));
        assertThat("" + kafka + cassandra + postgres + registry).doesNotContain("secret");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(KafkaSettings::from, "KAFKA_BOOTSTRAP_SERVERS", "a", "host:port[,host:port…]"),
                wrong(KafkaSettings::from, "KAFKA_BOOTSTRAP_SERVERS", "a:70000", "host:port[,host:port…]"),
                wrong(KafkaSettings::from, "KAFKA_BOOTSTRAP_SERVERS", "a:1,", "host:port[,host:port…]"),
                wrong(TopicSettings::from, "USERS_TOPIC", "a b", Identifiers.TOPIC_ALLOWED),
                wrong(
                        TopicSettings::from,
                        "DEAD_LETTER_TOPIC",
                        "users_created",
                        Identifiers.TOPIC_ALLOWED + ", unlike the other topics"),
                wrong(
                        TopicSettings::from,
                        "RUNS_TOPIC",
                        "users_created.dlq",
                        Identifiers.TOPIC_ALLOWED + ", unlike the other topics"),
                wrong(
                        TopicSettings::from,
                        "RUNS_TOPIC",
                        "users_created.owners",
                        Identifiers.TOPIC_ALLOWED + ", unlike the other topics"),
                wrong(
                        TopicSettings::from,
                        "DEAD_LETTER_TOPIC",
                        "users_created.owners",
                        Identifiers.TOPIC_ALLOWED + ", unlike the other topics"),
                wrong(TopicSettings::from, "USERS_TOPIC_PARTITIONS", "0", "1 to 1000"),
                wrong(TopicSettings::from, "USERS_TOPIC_PARTITIONS", "four", "1 to 1000"),
                wrong(TopicSettings::from, "KAFKA_REPLICATION_FACTOR", "10", "1 to 9"),
                wrong(CassandraSettings::from, "CASSANDRA_CONTACT_POINTS", "c", "host:port[,host:port…]"),
                wrong(
                        CassandraSettings::from,
                        "CASSANDRA_LOCAL_DATACENTER",
                        "d c",
                        "1 to 100 letters, digits, dots, underscores or hyphens"),
                wrong(CassandraSettings::from, "CASSANDRA_KEYSPACE", "x; DROP", Identifiers.TABLE_ALLOWED),
                wrong(CassandraSettings::from, "CASSANDRA_TABLE", "Users", Identifiers.TABLE_ALLOWED),
                wrong(CassandraSettings::from, "CASSANDRA_REPLICATION_FACTOR", "0", "1 to 9"),
                wrong(
                        CassandraSettings::from,
                        "CASSANDRA_CONSISTENCY",
                        "SOME",
                        "ONE, TWO, THREE, QUORUM, ALL, LOCAL_ONE, LOCAL_QUORUM or EACH_QUORUM"),
                wrong(CassandraSettings::from, "CASSANDRA_USERNAME", "alone", "set together with CASSANDRA_PASSWORD"),
                wrong(
                        PostgresSettings::from,
                        "POSTGRES_URL",
                        "postgres://db",
                        "jdbc:postgresql://host:port/database, without user or password"),
                wrong(
                        PostgresSettings::from,
                        "POSTGRES_URL",
                        "jdbc:postgresql://db:5432/x?user=a",
                        "jdbc:postgresql://host:port/database, without user or password"),
                wrong(PostgresSettings::from, "POSTGRES_TABLE", "public.users", Identifiers.TABLE_ALLOWED),
                wrong(
                        SchemaRegistrySettings::from,
                        "SCHEMA_REGISTRY_URL",
                        "registry:8081",
                        "an http(s) URL without user or password"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void should_name_the_variable_the_value_and_what_is_allowed(
            Function<SettingsReader, ?> group, String variable, String value, String allowed) {
        assertThatThrownBy(() -> read(group, Map.of(variable, value)))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.sentence())
                                .isEqualTo("%s is '%s': must be %s", variable, value, allowed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db:99999/x", "jdbc:postgresql://db/x", "jdbc:postgresql://d b:1/x"})
    void should_refuse_a_database_at_no_host_and_port(String url) {
        assertThatThrownBy(() -> read(PostgresSettings::from, Map.of("POSTGRES_URL", url)))
                .hasMessageContaining("POSTGRES_URL is '" + url + "'");
    }

    @Test
    void should_judge_a_long_list_of_hosts_at_once() {
        String url = "jdbc:postgresql://" + "a:1,".repeat(10_000) + "b";

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThatThrownBy(
                        () -> read(PostgresSettings::from, Map.of("POSTGRES_URL", url)))
                .hasMessageContaining("POSTGRES_URL is"));
    }

    @Test
    void should_hide_a_password_that_stands_in_an_address() {
        assertThatThrownBy(() -> read(
                        PostgresSettings::from,
                        Map.of("POSTGRES_URL", "jdbc:postgresql://db:1/x?password=hunter2&a=b")))
                .hasMessageContaining("POSTGRES_URL is 'jdbc:postgresql://db:1/x?password=…&a=b'");
        assertThatThrownBy(() ->
                        read(PostgresSettings::from, Map.of("POSTGRES_URL", "jdbc:postgresql://me:hunter2@db:1/x")))
                .hasMessageContaining("POSTGRES_URL is 'jdbc:postgresql://…@db:1/x'");
    }

    @Test
    void should_list_every_setting_of_a_group_once() {
        List<Setting> all = Stream.of(
                        KafkaSettings.ALL,
                        TopicSettings.ALL,
                        CassandraSettings.ALL,
                        PostgresSettings.ALL,
                        SchemaRegistrySettings.ALL)
                .flatMap(List::stream)
                .toList();

        assertThat(all).extracting(Setting::variable).doesNotHaveDuplicates().hasSize(31);
    }

    private static Arguments wrong(Function<SettingsReader, ?> group, String variable, String value, String allowed) {
        return Arguments.of(group, variable, value, allowed);
    }

    private static <T> T read(Function<SettingsReader, T> group, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(new HashMap<>(environment));
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }
}
