package io.userautomation.schemainit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.google.gson.JsonObject;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The servers that the jar works on, and a look into each. */
final class RealServers implements AutoCloseable {

    final Map<String, String> environment = Stack.shared(
                    ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SCHEMA_REGISTRY)
            .environment();
    final Admin admin = Admin.create(Map.of("bootstrap.servers", environment.get("KAFKA_BOOTSTRAP_SERVERS")));
    final CqlSession cassandra;
    final Connection postgres;
    private final HttpClient http = HttpClient.newHttpClient();

    RealServers() throws SQLException {
        String[] node = environment.get("CASSANDRA_CONTACT_POINTS").split(":", -1);
        cassandra = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(node[0], Integer.parseInt(node[1])))
                .withLocalDatacenter(environment.get("CASSANDRA_LOCAL_DATACENTER"))
                // As patient as the jar: the driver's default of 2 s is for queries, not for creating tables.
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
        postgres = DriverManager.getConnection(
                environment.get("POSTGRES_URL"),
                environment.get("POSTGRES_USERNAME"),
                environment.get("POSTGRES_PASSWORD"));
    }

    TopicDescription topic(String name) throws Exception {
        return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
    }

    /** The configs that were set for this topic. */
    Map<String, String> topicConfigs(String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<String, String> configs = new TreeMap<>();
        admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> configs.put(entry.name(), entry.value()));
        return configs;
    }

    /** What a topic says to a record from a clock that is so far ahead; empty where it takes the record. */
    Optional<Throwable> send(String topic, Duration ahead) throws InterruptedException {
        Map<String, Object> properties = Map.of("bootstrap.servers", environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long millis = System.currentTimeMillis() + ahead.toMillis();
            producer.send(new ProducerRecord<>(topic, null, millis, null, new byte[1]))
                    .get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        }
    }

    /** Rows as Cassandra prints them. */
    List<String> cql(String query) {
        return cassandra.execute(query).all().stream()
                .map(row -> row.getFormattedContents())
                .toList();
    }

    /** Rows with bars between their values; none for a statement. */
    List<String> sql(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = postgres.createStatement()) {
            if (statement.execute(query)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(rows.getString(i));
                    }
                    lines.add(String.join("|", values));
                }
            }
        }
        return lines;
    }

    /** The columns of a PostgreSQL table as {@code name type nullable}. */
    List<String> postgresColumns(String table) throws SQLException {
        return sql("select column_name || ' ' || data_type || ' ' || is_nullable from information_schema.columns"
                + " where table_name = '" + table + "' order by ordinal_position");
    }

    /** The body of the registry's answer. */
    String registry(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Registers a JSON Schema. */
    void register(String subject, String schema) throws IOException, InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("schemaType", "JSON");
        body.addProperty("schema", schema);
        HttpResponse<String> response = http.send(
                request("/subjects/" + subject + "/versions")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the registry answered " + response.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(environment.get("SCHEMA_REGISTRY_URL") + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json");
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        cassandra.close();
        postgres.close();
    }
}
