package io.userautomation.schemainit.postgres;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.schemainit.Reason;
import io.userautomation.stores.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Opens connections, and tells a server that is not ready yet from settings that it will never accept. */
final class PostgresConnections {

    /** Seconds; a statement that waits for another's lock ends with an error instead of waiting for ever. */
    static final Map<String, String> TIMEOUTS =
            Map.of("connectTimeout", "5", "loginTimeout", "5", "socketTimeout", "60", "ApplicationName", "schema-init");

    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28000";
    private static final String NO_DATABASE = "3D000";

    private PostgresConnections() {}

    /**
     * A connection that has a schema to work in.
     *
     * @param server as it stands in messages
     * @throws TaskException for what no waiting mends
     */
    static Connection open(PostgresSettings settings, String server) throws SQLException {
        Properties properties = settings.connectionProperties();
        TIMEOUTS.forEach(properties::putIfAbsent);
        Connection connection;
        try {
            connection = DriverManager.getConnection(settings.url(), properties);
        } catch (SQLException e) {
            refuse(e, settings, server);
            throw e;
        }
        if (connection.getSchema() == null) {
            connection.close();
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s has no schema for this user to create tables in: create one, or name one with ?currentSchema= in %s"
                            .formatted(server, PostgresSettings.URL.variable()));
        }
        return connection;
    }

    private static void refuse(SQLException error, PostgresSettings settings, String server) {
        switch (String.valueOf(error.getSQLState())) {
            case NO_DATABASE ->
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s says \"%s\": create the database with CREATE DATABASE, or name another in %s"
                                .formatted(server, Reason.of(error), PostgresSettings.URL.variable()),
                        error);
            case INVALID_PASSWORD, INVALID_AUTHORIZATION ->
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s refuses the login, saying \"%s\": check %s, %s and %s"
                                .formatted(
                                        server,
                                        Reason.of(error),
                                        PostgresSettings.USERNAME.variable(),
                                        PostgresSettings.PASSWORD.variable(),
                                        PostgresSettings.TLS.variable()),
                        error);
            default -> {
                // It may yet become ready, unless it is TLS that is in the way.
                TlsProbe.check(settings.transport(), settings.addresses());
            }
        }
    }
}
