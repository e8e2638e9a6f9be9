package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.google.gson.JsonParser;
import io.userautomation.localstack.check.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StackIT {
    private static final ServerKind[] SERVERS = {
        ServerKind.KAFKA,
        ServerKind.CASSANDRA,
        ServerKind.POSTGRES,
        ServerKind.SCHEMA_REGISTRY,
        ServerKind.RANDOM_USER_API
    };

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.shared(SERVERS);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"KAFKA", "CASSANDRA", "POSTGRES", "SCHEMA_REGISTRY", "RANDOM_USER_API"})
    void should_listen_on_loopback_only(ServerKind kind) throws IOException {
        Server server = stack.server(kind);

        List<ListeningSocket> listeners = ListeningSocket.of(server.pid());

        assertThat(listeners).extracting(ListeningSocket::port).contains(server.port());
        assertThat(listeners).allMatch(socket -> socket.address().isLoopbackAddress());
    }

    @Test
    void should_be_the_same_stack_for_every_test_of_a_jvm() {
        assertThat(Stack.shared(ServerKind.KAFKA)).isSameAs(stack);
    }

    @Test
    void should_say_that_a_server_was_not_asked_for() {
        assertThatThrownBy(() -> stack.server(ServerKind.SPARK_WORKER))
                .isInstanceOf(StackException.class)
                .hasMessage("This stack was started without spark-worker");
    }

    @Test
    void should_keep_what_kafka_has_acknowledged_when_it_is_killed() throws Exception {
        try (Admin admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        send("kept", "before");

        stack.server(ServerKind.KAFKA).kill();
        stack.server(ServerKind.KAFKA).restart();

        assertThat(send("kept", "after").offset()).isEqualTo(1);
    }

    @Test
    void should_not_create_a_topic_that_nobody_created() throws Exception {
        assertThatThrownBy(() -> send("nobodys", "value", Duration.ofSeconds(1)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("nobodys not present in metadata");
        try (Admin admin = Admin.create(kafka())) {
            assertThat(admin.listTopics().names().get()).doesNotContain("nobodys");
        }
    }

    @Test
    void should_keep_what_cassandra_has_acknowledged_when_it_is_killed() {
        try (CqlSession session = cassandra()) {
            session.execute("CREATE KEYSPACE kept WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE kept.users (id int PRIMARY KEY)");
            session.execute("INSERT INTO kept.users (id) VALUES (1)");
        }

        stack.server(ServerKind.CASSANDRA).kill();
        stack.server(ServerKind.CASSANDRA).restart();

        try (CqlSession session = cassandra()) {
            assertThat(session.execute("SELECT id FROM kept.users").one().getInt("id"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_keep_what_postgres_has_committed_when_it_is_killed() throws SQLException {
        try (Connection connection = postgres();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id int PRIMARY KEY)");
            statement.execute("INSERT INTO kept VALUES (1)");
        }

        stack.server(ServerKind.POSTGRES).kill();
        stack.server(ServerKind.POSTGRES).restart();

        try (Connection connection = postgres();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void should_ask_for_postgres_password() {
        String url = stack.environment().get("POSTGRES_URL");

        assertThatThrownBy(() -> DriverManager.getConnection(url, "user_automation", "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void should_register_a_schema_through_confluents_api() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.environment().get("SCHEMA_REGISTRY_URL") + "/subjects/kept-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"schemaType": "JSON",
                         "schema": "{\\"$schema\\": \\"http://json-schema.org/draft-07/schema#\\"}"}
                        """))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JsonParser.parseString(response.body())
                        .getAsJsonObject()
                        .get("id")
                        .getAsInt())
                .isPositive();
    }

    @Test
    void should_serve_users_from_the_double() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.environment().get("RANDOM_USER_API_URL") + "?results=3"))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(JsonParser.parseString(response.body()).getAsJsonObject().getAsJsonArray("results"))
                .hasSize(3);
    }

    @Test
    void should_hang_while_paused_and_go_on_when_resumed() throws SQLException {
        Server server = stack.server(ServerKind.POSTGRES);
        server.pause();
        try {
            assertThat(server.isRunning()).isTrue();
            assertThatThrownBy(() -> postgres(1)).isInstanceOf(SQLException.class);
        } finally {
            server.resume();
        }

        try (Connection connection = postgres()) {
            assertThat(connection.isValid(10)).isTrue();
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", stack.environment().get("KAFKA_BOOTSTRAP_SERVERS"));
    }

    private static RecordMetadata send(String topic, String value) throws Exception {
        return send(topic, value, Duration.ofSeconds(5));
    }

    private static RecordMetadata send(String topic, String value, Duration metadata) throws Exception {
        Map<String, Object> client = new HashMap<>(kafka());
        client.put("max.block.ms", metadata.toMillis());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static CqlSession cassandra() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        stack.server(ServerKind.CASSANDRA).port()))
                .withLocalDatacenter(stack.environment().get("CASSANDRA_LOCAL_DATACENTER"))
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
    }

    private static Connection postgres() throws SQLException {
        return postgres(5);
    }

    private static Connection postgres(int timeoutSeconds) throws SQLException {
        String timeout = Integer.toString(timeoutSeconds);
        Map<String, String> environment = stack.environment();
        Properties login = new Properties();
        login.setProperty("user", environment.get("POSTGRES_USERNAME"));
        login.setProperty("password", environment.get("POSTGRES_PASSWORD"));
        login.setProperty("connectTimeout", timeout);
        login.setProperty("socketTimeout", timeout);
        return DriverManager.getConnection(environment.get("POSTGRES_URL"), login);
    }
}
