package io.userautomation.systemtests;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Both databases, read and tampered with behind the pipeline's back. */
public final class Databases implements AutoCloseable {

    private static final Duration READ = Duration.ofSeconds(20);

    private final CassandraSettings cassandraSettings;
    private final PostgresSettings postgresSettings;
    private final String cassandraTable;
    private final String postgresTable;
    private CqlSession cassandraSession;
    private Connection postgresConnection;

    Databases(Stack stack) {
        this(stack.environment());
    }

    /** Those that tasks with these variables use; each is connected to when it is first asked. */
    public Databases(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        cassandraSettings = CassandraSettings.from(reader);
        postgresSettings = PostgresSettings.from(reader);
        cassandraTable = cassandraSettings.table();
        postgresTable = postgresSettings.table();
    }

    private CqlSession cassandra() {
        if (cassandraSession == null) {
            cassandraSession = CqlSession.builder()
                    .addContactPoints(cassandraSettings.addresses().stream()
                            .map(node -> new InetSocketAddress(node.getHostString(), node.getPort()))
                            .toList())
                    .withLocalDatacenter(cassandraSettings.localDatacenter())
                    .withKeyspace(cassandraSettings.keyspace())
                    .build();
        }
        return cassandraSession;
    }

    private Connection postgres() throws SQLException {
        if (postgresConnection == null) {
            postgresConnection =
                    DriverManager.getConnection(postgresSettings.url(), postgresSettings.connectionProperties());
        }
        return postgresConnection;
    }

    /** At the consistency that the tasks read and write with. */
    private com.datastax.oss.driver.api.core.cql.ResultSet select(String query) {
        return cassandra()
                .execute(SimpleStatement.newInstance(query)
                        .setConsistencyLevel(DefaultConsistencyLevel.valueOf(cassandraSettings.consistency()))
                        .setTimeout(READ));
    }

    /** Every row's columns as text, by id. */
    public Map<UUID, String> cassandraRows() {
        Map<UUID, String> rows = new TreeMap<>();
        for (Row row : select("SELECT * FROM " + cassandraTable)) {
            rows.put(row.getUuid("id"), row.getFormattedContents());
        }
        return rows;
    }

    /**
     * Every row's content as text, by id: the user and when it last changed, but not which Kafka record it is of, since
     * a run that is run again publishes its users as new records.
     */
    public Map<UUID, String> postgresRows() throws SQLException {
        Map<UUID, String> rows = new TreeMap<>();
        try (PreparedStatement select = postgres()
                        .prepareStatement("SELECT id, to_jsonb(u) - 'event_time' - 'kafka_offset' FROM %s u"
                                .formatted(postgresTable));
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.put(found.getObject(1, UUID.class), found.getString(2));
            }
        }
        return rows;
    }

    /** The id of every row. */
    public Set<UUID> cassandraIds() {
        Set<UUID> ids = new HashSet<>();
        for (Row row : select("SELECT id FROM " + cassandraTable)) {
            ids.add(row.getUuid(0));
        }
        return ids;
    }

    /** The id of every row. */
    public Set<UUID> postgresIds() throws SQLException {
        Set<UUID> ids = new HashSet<>();
        try (PreparedStatement select = postgres().prepareStatement("SELECT id FROM " + postgresTable);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                ids.add(found.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** The first names of these users, as many as there are rows of them. */
    public List<String> cassandraFirstNames(Collection<UUID> ids) {
        List<String> names = new ArrayList<>();
        for (Row row : select("SELECT id, first_name FROM " + cassandraTable)) {
            if (ids.contains(row.getUuid(0))) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** The first names of these users, as many as there are rows of them. */
    public List<String> postgresFirstNames(Collection<UUID> ids) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select =
                postgres().prepareStatement("SELECT first_name FROM " + postgresTable + " WHERE id = ANY (?)")) {
            select.setArray(1, postgres().createArrayOf("uuid", ids.toArray()));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
        }
        return names;
    }

    void deleteFromCassandra(UUID id) {
        cassandra().execute("DELETE FROM " + cassandraTable + " WHERE id = ?", id);
    }

    void alterInCassandra(UUID id) {
        cassandra().execute("UPDATE " + cassandraTable + " SET email = 'altered@example.com' WHERE id = ?", id);
    }

    void deleteFromPostgres(UUID id) throws SQLException {
        change("DELETE FROM " + postgresTable + " WHERE id = ?", id);
    }

    void alterInPostgres(UUID id) throws SQLException {
        change("UPDATE " + postgresTable + " SET email = 'altered@example.com' WHERE id = ?", id);
    }

    private void change(String statement, UUID id) throws SQLException {
        try (PreparedStatement change = postgres().prepareStatement(statement)) {
            change.setObject(1, id);
            if (change.executeUpdate() != 1) {
                throw new AssertionError("no row " + id + " for: " + statement);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (cassandraSession != null) {
            cassandraSession.close();
        }
        if (postgresConnection != null) {
            postgresConnection.close();
        }
    }
}
