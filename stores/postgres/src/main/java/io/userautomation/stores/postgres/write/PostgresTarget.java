package io.userautomation.stores.postgres.write;

import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.postgres.PostgresConnections;
import io.userautomation.stores.postgres.PostgresSettings;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a writer needs, in a form that travels to the executors. The password goes inside the task's bytes
 * and never through Spark's configuration, which the UI shows.
 *
 * @param username null where the server asks for none
 * @param password null where the server asks for none
 * @param caFile null where the JVM's own certificates are trusted
 */
record PostgresTarget(String url, String table, String username, Secret password, boolean tls, String caFile)
        implements Serializable {

    private static final Map<String, String> OPTIONS = Map.of(
            "ApplicationName", "user_automation",
            "connectTimeout", "2",
            "loginTimeout", "3",
            "socketTimeout", "6",
            "tcpKeepAlive", "true");

    static PostgresTarget of(PostgresSettings settings) {
        return new PostgresTarget(
                settings.url(),
                settings.table(),
                settings.username().orElse(null),
                settings.password().orElse(null),
                settings.tls(),
                settings.caFile().orElse(null));
    }

    PostgresSettings settings() {
        return new PostgresSettings(
                url,
                Optional.ofNullable(username),
                Optional.ofNullable(password),
                table,
                tls,
                Optional.ofNullable(caFile));
    }

    /** A connection for transactions that begin with {@link #begin}. */
    Connection connect() throws SQLException {
        Connection connection = PostgresConnections.open(settings(), OPTIONS);
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Begins a transaction in which no call lasts longer than a few seconds: the task holds a core meanwhile. A pooler
     * may give the next transaction another session, so that nothing may outlast this one.
     */
    static void begin(Connection connection) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            // The server gives up before the socket does, and tells a wait for a lock from slowness.
            settings.execute("SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '4s'");
        }
    }

    /** One transaction that changes nothing, on a connection of its own. */
    <T> T read(Reading<T> reading) throws SQLException {
        try (Connection connection = connect()) {
            begin(connection);
            T answer = reading.from(connection);
            connection.rollback();
            return answer;
        }
    }

    /** What is read. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Whether another one that has travelled here as well is this one with another password. */
    boolean isReplacedBy(PostgresTarget other) {
        return !equals(other)
                && hasTravelled()
                && other.hasTravelled()
                && withoutPassword().equals(other.withoutPassword());
    }

    private boolean hasTravelled() {
        return password != null && password.file().isEmpty();
    }

    private PostgresTarget withoutPassword() {
        return new PostgresTarget(url, table, username, null, tls, caFile);
    }

    /** For messages, without the secret: records print all they hold. */
    @Override
    public String toString() {
        return settings().toString();
    }
}
