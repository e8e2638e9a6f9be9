package io.userautomation.stores.mysql;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.StoreFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Opens the driver's connections, for whatever they are needed. */
public final class MysqlConnections {

    /** The driver's words, for which it has no code, and what to do. */
    private static final Map<String, String> TLS_FAULTS = Map.of(
            "ssl not enabled in the server",
            "it speaks plain text there, not TLS: turn TLS on there, or set %s to false"
                    .formatted(MysqlSettings.TLS.variable()),
            "SSL hostname verification failed",
            "its certificate is for another host name: use a name that it holds, or get it one that holds this name");

    private MysqlConnections() {}

    /**
     * A connection, logged in: it refuses what doesn't fit, its time is UTC, and each statement is a transaction.
     *
     * @param connect how long the server may take to answer at first
     * @param statement how long it may take for a statement; a wait for a lock is over a second sooner
     * @throws SQLException the driver's own, for {@link MysqlFailure#of}
     */
    public static Connection open(MysqlSettings settings, Duration connect, Duration statement) throws SQLException {
        Properties properties = settings.connectionProperties();
        properties.setProperty("connectTimeout", Long.toString(connect.toMillis()));
        // The server gives up before the socket does.
        properties.setProperty(
                "socketTimeout", Long.toString(statement.plusSeconds(1).toMillis()));
        // Not by DriverManager, which would load this driver for whoever asks it for another.
        Connection connection = new Driver().connect(settings.driverUrl(), properties);
        try (Statement session = connection.createStatement()) {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            session.execute(ResourceText.read(
                    MysqlConnections.class,
                    "session.sql",
                    Map.of(
                            "lock_seconds", Long.toString(statement.toSeconds() - 1),
                            "statement_seconds", Long.toString(statement.toSeconds()))));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * What an error at connecting means: the driver calls a certificate that it does not trust a broken connection.
     *
     * @throws TaskException where it is TLS that is in the way, which is no outage
     */
    public static StoreFailure failure(SQLException error, MysqlSettings settings) {
        settings.transport().refusal(settings.address(), error).ifPresent(refusal -> {
            throw refusal;
        });
        TLS_FAULTS.forEach((words, fault) -> {
            if (String.valueOf(error.getMessage()).contains(words)) {
                throw new TaskException(
                        ExitStatus.FAILED, "MySQL at %s: %s".formatted(settings.address(), fault), error);
            }
        });
        return MysqlFailure.of(error, settings);
    }
}
