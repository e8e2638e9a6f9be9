package io.userautomation.stores.postgres.write;

import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;

/** Reads the users' table as an analyst would. */
public final class PostgresRows {

    private final PostgresSettings settings;

    public PostgresRows(PostgresSettings settings) {
        this.settings = settings;
    }

    public UserRecord user(UUID id) {
        return row(
                id,
                row -> new UserRecord(
                        row.getString("id"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("gender"),
                        row.getString("address"),
                        row.getString("post_code"),
                        row.getString("email"),
                        row.getString("username"),
                        instant(row, "dob"),
                        instant(row, "registered_date"),
                        row.getString("phone"),
                        row.getString("picture")));
    }

    public OffsetDateTime ingestedAt(UUID id) {
        return row(id, row -> row.getObject("ingested_at", OffsetDateTime.class));
    }

    public OffsetDateTime eventTime(UUID id) {
        return row(id, row -> row.getObject("event_time", OffsetDateTime.class));
    }

    public long offset(UUID id) {
        return row(id, row -> row.getLong("kafka_offset"));
    }

    public int count(Collection<UUID> ids) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM " + settings.table() + " WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many sessions a role has open. */
    int sessionsOf(String role) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT count(*) FROM pg_stat_activity WHERE usename = ?")) {
            query.setString(1, role);
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> T row(UUID id, Reading<T> reading) {
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT * FROM " + settings.table() + " WHERE id = ?")) {
            query.setObject(1, id);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() ? reading.of(answer) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant().toString();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.connectionProperties());
    }
}
