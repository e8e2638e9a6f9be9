package io.userautomation.stores.mysql.write;

import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlSettings;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings that a writer needs, in a form that travels to the executors. The password goes inside the task's bytes
 * and never through Spark's configuration, which the UI shows.
 *
 * @param username null where the server asks for none
 * @param password null where the server asks for none
 * @param caFile null where the JVM's own certificates are trusted
 */
record MysqlTarget(String url, String table, String username, Secret password, boolean tls, String caFile)
        implements Serializable {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** The task holds a core meanwhile. */
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    static MysqlTarget of(MysqlSettings settings) {
        return new MysqlTarget(
                settings.url(),
                settings.table(),
                settings.username().orElse(null),
                settings.password().orElse(null),
                settings.tls(),
                settings.caFile().orElse(null));
    }

    MysqlSettings settings() {
        return new MysqlSettings(
                url,
                Optional.ofNullable(username),
                Optional.ofNullable(password),
                table,
                tls,
                Optional.ofNullable(caFile));
    }

    Connection connect() throws SQLException {
        return MysqlConnections.open(settings(), CONNECT, STATEMENT);
    }

    /** What is read on a connection of its own. */
    <T> T read(Reading<T> reading) throws SQLException {
        try (Connection connection = connect()) {
            return reading.from(connection);
        }
    }

    /** What is read. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Whether another one that has travelled here as well is this one with another password. */
    boolean isReplacedBy(MysqlTarget other) {
        return !equals(other)
                && hasTravelled()
                && other.hasTravelled()
                && withoutPassword().equals(other.withoutPassword());
    }

    private boolean hasTravelled() {
        return password != null && password.file().isEmpty();
    }

    private MysqlTarget withoutPassword() {
        return new MysqlTarget(url, table, username, null, tls, caFile);
    }

    /** For messages, without the secret: records print all they hold. */
    @Override
    public String toString() {
        return settings().toString();
    }
}
