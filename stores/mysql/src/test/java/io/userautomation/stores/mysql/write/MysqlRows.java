package io.userautomation.stores.mysql.write;

import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.mysql.MysqlSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the users' table as an analyst would. */
public final class MysqlRows {

    private final MysqlSettings settings;

    public MysqlRows(MysqlSettings settings) {
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

    public LocalDateTime ingestedAt(UUID id) {
        return row(id, row -> row.getObject("ingested_at", LocalDateTime.class));
    }

    public LocalDateTime eventTime(UUID id) {
        return row(id, row -> row.getObject("event_time", LocalDateTime.class));
    }

    public long offset(UUID id) {
        return row(id, row -> row.getLong("kafka_offset"));
    }

    public int count(Collection<UUID> ids) {
        String list = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        return number("SELECT count(*) FROM `" + settings.table() + "` WHERE id IN (" + list + ")");
    }

    /** The first column of the first row. */
    int number(String sql) {
        try (Connection connection = connect();
                Statement query = connection.createStatement();
                ResultSet answer = query.executeQuery(sql)) {
            answer.next();
            return answer.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
            query.setString(1, id.toString());
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() ? reading.of(answer) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String instant(ResultSet row, String column) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC).toString();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.driverUrl(), settings.connectionProperties());
    }
}
