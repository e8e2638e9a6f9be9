package io.userautomation.stores.postgres.read;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.postgres.PostgresConnections;
import io.userautomation.stores.postgres.PostgresFailure;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's table: one select for all ids asked for at once. */
public final class PostgresReader implements StoreReader {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresReader.class);
    private static final Map<String, String> OPTIONS = Map.of(
            "connectTimeout", "5",
            "loginTimeout", "5",
            "socketTimeout", "60",
            "readOnly", "true",
            "ApplicationName", "audit-task");

    private final PostgresSettings settings;
    private final String select;
    private final Connection connection;

    private PostgresReader(PostgresSettings settings, Connection connection) {
        this.settings = settings;
        this.select = ResourceText.read(PostgresReader.class, "users-by-id.sql", Map.of("table", settings.table()));
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws StoreUnavailableException when it does not answer
     * @throws io.userautomation.commandline.TaskException for what no waiting mends
     */
    public static PostgresReader open(PostgresSettings settings) throws StoreUnavailableException {
        try {
            return new PostgresReader(settings, PostgresConnections.open(settings, OPTIONS));
        } catch (SQLException e) {
            throw PostgresConnections.failure(e, settings).outage();
        }
    }

    @Override
    public String store() {
        return PostgresStore.NAME;
    }

    @Override
    public Map<UUID, StoredUser> find(Collection<UUID> ids) {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            Array array = connection.createArrayOf("uuid", ids.toArray());
            statement.setArray(1, array);
            Map<UUID, StoredUser> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject("id", UUID.class), user(rows));
                }
            }
            array.free();
            return found;
        } catch (SQLException e) {
            throw PostgresFailure.of(e, settings).fatal();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing a connection that was only read from", e);
        }
    }

    private static PostgresUser user(ResultSet row) throws SQLException {
        UserRecord user = new UserRecord(
                row.getString("id"),
                text(row, UserField.FIRST_NAME),
                text(row, UserField.LAST_NAME),
                text(row, UserField.GENDER),
                text(row, UserField.ADDRESS),
                text(row, UserField.POST_CODE),
                text(row, UserField.EMAIL),
                text(row, UserField.USERNAME),
                null,
                null,
                text(row, UserField.PHONE),
                text(row, UserField.PICTURE));
        return new PostgresUser(
                user,
                instant(row, UserField.DOB.key()),
                instant(row, UserField.REGISTERED_DATE.key()),
                instant(row, "event_time"),
                row.getLong("kafka_offset"));
    }

    private static String text(ResultSet row, UserField field) throws SQLException {
        return row.getString(field.key());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
