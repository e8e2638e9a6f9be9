package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.model.Sink;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.postgres.PostgresSettings;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's table: one select for all ids asked for at once. */
final class PostgresUsers implements StoredUsers {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUsers.class);
    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "60";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String STARTING_UP = "57P03";
    private static final String CONNECTION_CLASS = "08";

    private final PostgresSettings settings;
    private final String select;
    private final Connection connection;

    private PostgresUsers(PostgresSettings settings, Connection connection) {
        this.settings = settings;
        this.select = Statement.on(settings.table(), "users-by-id.sql");
        this.connection = connection;
    }

    /** @throws TaskException for status 1 when it does not answer in time, or lets nobody in */
    static PostgresUsers connect(PostgresSettings settings, ServerWait serverWait) throws InterruptedException {
        Connection connection =
                serverWait.until("PostgreSQL at " + settings.address(), () -> PostgresUsers.open(settings));
        return new PostgresUsers(settings, connection);
    }

    @Override
    public Sink sink() {
        return Sink.POSTGRES;
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
            throw failed(e);
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

    private static Connection open(PostgresSettings settings) throws ServerWait.NoAnswerException {
        Properties properties = settings.connectionProperties();
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("readOnly", "true");
        properties.setProperty("ApplicationName", "audit-task");
        try {
            return DriverManager.getConnection(settings.url(), properties);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith(CONNECTION_CLASS) || state.equals(STARTING_UP)) {
                TlsProbe.check(settings.transport(), settings.addresses());
                throw new ServerWait.NoAnswerException(e);
            }
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s refuses the login, saying \"%s\": check POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS"
                            .formatted(settings, e.getMessage()),
                    e);
        }
    }

    private TaskException failed(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String sentence = state.equals(UNDEFINED_TABLE) || state.equals(UNDEFINED_COLUMN)
                ? "%s: no such table there (%s), run schema-init"
                : "%s failed a query: %s";
        return new TaskException(ExitStatus.FAILED, sentence.formatted(settings, cause.getMessage()), cause);
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
