package io.userautomation.systemtests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and logins as settings: what fits together, and what the clients are told. */
class AccessSettingsTest {

    private static final String CA = ResourceFile.path("/io/userautomation/systemtests/settings/ca.pem");
    private static final String PEM_BUT = "a readable PEM file of certificates, and only where ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "with \"quotes\" and 'others'",
                "back\\slash\\",
                "\\\"; required;",
                "line\nbreak\r",
                "$ {} = ; # // /*",
                "пароль ☃"
            })
    void should_hand_any_password_to_kafka_as_it_is(String password) {
        // given
        Map<String, String> environment = Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_USERNAME", "me \"too\"", "KAFKA_PASSWORD", password);
        // when
        Object jaas = read(KafkaSettings::from, environment).clientProperties().get(SaslConfigs.SASL_JAAS_CONFIG);
        // then
        AppConfigurationEntry entry = JaasContext.loadClientContext(
                        Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas.toString())))
                .configurationEntries()
                .get(0);
        assertThat(entry.getLoginModuleName()).endsWith(".ScramLoginModule");
        assertThat(Map.<String, Object>copyOf(entry.getOptions()))
                .isEqualTo(Map.of("username", "me \"too\"", "password", password));
    }

    @Test
    void should_tell_kafkas_clients_of_tls_and_login_only_where_there_are_any() {
        assertThat(KafkaSettings.plaintext("a:1").clientProperties()).isEqualTo(Map.of("bootstrap.servers", "a:1"));
        assertThat(read(KafkaSettings::from, Map.of("KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_CA_FILE", CA))
                        .clientProperties())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "localhost:9092",
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", CA));
    }

    @Test
    void should_check_postgres_fully_with_a_ca_of_ones_own_or_those_that_java_trusts() {
        assertThat(read(PostgresSettings::from, Map.of("POSTGRES_TLS", "true", "POSTGRES_CA_FILE", CA))
                        .connectionProperties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", CA);
        assertThat(read(PostgresSettings::from, Map.of("POSTGRES_TLS", "true")).connectionProperties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(read(PostgresSettings::from, Map.of()).connectionProperties())
                .doesNotContainKeys("user", "password", "sslmode", "sslrootcert", "sslfactory");
    }

    static Stream<Arguments> inconsistent() {
        String kafkaUser = KafkaSettings.USERNAME.allowed();
        return Stream.of(
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_SECURITY_PROTOCOL", "TLS"),
                        "KAFKA_SECURITY_PROTOCOL is 'TLS': must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_SASL_MECHANISM", "GSSAPI"),
                        "KAFKA_SASL_MECHANISM is 'GSSAPI': must be SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN"),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                        "KAFKA_USERNAME is not set: must be " + kafkaUser),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "KAFKA_USERNAME", "me"),
                        "KAFKA_USERNAME is 'me': must be " + kafkaUser),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_USERNAME", "me", "KAFKA_PASSWORD", "secret"),
                        "KAFKA_USERNAME is 'me': must be " + kafkaUser),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_CA_FILE", CA),
                        "KAFKA_CA_FILE is '%s': must be %sKAFKA_SECURITY_PROTOCOL is SSL or SASL_SSL"
                                .formatted(CA, PEM_BUT)),
                wrong(
                        KafkaSettings::from,
                        Map.of("KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_CA_FILE", "/not/there.pem"),
                        "KAFKA_CA_FILE is '/not/there.pem': must be %sKAFKA_SECURITY_PROTOCOL is SSL or SASL_SSL"
                                .formatted(PEM_BUT)),
                wrong(
                        CassandraSettings::from,
                        Map.of("CASSANDRA_TLS", "yes"),
                        "CASSANDRA_TLS is 'yes': must be true or false"),
                wrong(
                        CassandraSettings::from,
                        Map.of("CASSANDRA_CA_FILE", CA),
                        "CASSANDRA_CA_FILE is '%s': must be %sCASSANDRA_TLS is true".formatted(CA, PEM_BUT)),
                wrong(
                        PostgresSettings::from,
                        Map.of("POSTGRES_CA_FILE", CA),
                        "POSTGRES_CA_FILE is '%s': must be %sPOSTGRES_TLS is true".formatted(CA, PEM_BUT)),
                wrong(
                        PostgresSettings::from,
                        Map.of("POSTGRES_TLS", "true", "POSTGRES_URL", "jdbc:postgresql://a:1/b?sslmode=require"),
                        "POSTGRES_URL is 'jdbc:postgresql://a:1/b?sslmode=require': must be without ssl parameters"
                                + " where POSTGRES_TLS is true"),
                wrong(
                        SchemaRegistrySettings::from,
                        Map.of("SCHEMA_REGISTRY_USERNAME", "me"),
                        "SCHEMA_REGISTRY_USERNAME is 'me': must be set together with SCHEMA_REGISTRY_PASSWORD"),
                wrong(
                        SchemaRegistrySettings::from,
                        Map.of("SCHEMA_REGISTRY_URL", "http://me:secret@a:1"),
                        "SCHEMA_REGISTRY_URL is 'http://…@a:1': must be an http(s) URL without user or password"),
                wrong(
                        SchemaRegistrySettings::from,
                        Map.of("SCHEMA_REGISTRY_URL", "http://a:1", "SCHEMA_REGISTRY_CA_FILE", CA),
                        "SCHEMA_REGISTRY_CA_FILE is '%s': must be %sSCHEMA_REGISTRY_URL is https"
                                .formatted(CA, PEM_BUT)));
    }

    @ParameterizedTest
    @MethodSource("inconsistent")
    void should_refuse_what_does_not_fit_together(
            Function<SettingsReader, ?> group, Map<String, String> environment, String sentence) {
        assertThatThrownBy(() -> read(group, environment))
                .isInstanceOfSatisfying(InvalidSettingsException.class, e -> assertThat(e.problems())
                        .extracting(Problem::sentence)
                        .containsExactly(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void should_refuse_a_ca_file_without_a_certificate(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), content);

        assertThatThrownBy(() -> read(
                        CassandraSettings::from, Map.of("CASSANDRA_TLS", "true", "CASSANDRA_CA_FILE", file.toString())))
                .hasMessageContaining("CASSANDRA_CA_FILE is '%s': must be a readable PEM file", file);
    }

    private static Arguments wrong(
            Function<SettingsReader, ?> group, Map<String, String> environment, String sentence) {
        return Arguments.of(group, environment, sentence);
    }

    private static <T> T read(Function<SettingsReader, T> group, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }
}
