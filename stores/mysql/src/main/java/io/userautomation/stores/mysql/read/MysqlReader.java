package io.userautomation.stores.mysql.read;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlFailure;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.MysqlStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table: one select for all ids asked for at once. */
public final class MysqlReader implements StoreReader {

    private static final Logger LOG = LoggerFactory.getLogger(MysqlReader.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STATEMENT = Duration.ofSeconds(60);

    private final MysqlSettings settings;
    private final Connection connection;

    private MysqlReader(MysqlSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @throws StoreUnavailableException when it does not answer
     * @throws io.userautomation.commandline.TaskException for what no waiting mends
     */
    public static MysqlReader open(MysqlSettings settings) throws StoreUnavailableException {
        try {
            return new MysqlReader(settings, MysqlConnections.open(settings, CONNECT, STATEMENT));
        } catch (SQLException e) {
            throw MysqlConnections.failure(e, settings).outage();
        }
    }

    @Override
    public String store() {
        return MysqlStore.NAME;
    }

    @Override
    public Map<UUID, StoredUser> find(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String places = String.join(", ", Collections.nCopies(ids.size(), "?"));
        String select = ResourceText.read(
                MysqlReader.class, "users-by-id.sql", Map.of("table", settings.table(), "ids", places));
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            int place = 1;
            for (UUID id : ids) {
                statement.setString(place++, id.toString());
            }
            Map<UUID, StoredUser> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(UUID.fromString(rows.getString("id")), user(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw MysqlFailure.of(e, settings).fatal();
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

    private static MysqlUser user(ResultSet row) throws SQLException {
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
        return new MysqlUser(
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
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}
