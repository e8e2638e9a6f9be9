package io.userautomation.stores.postgres;

import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.stores.StoreFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Opens the driver's connections, for whatever they are needed. */
public final class PostgresConnections {

    private PostgresConnections() {}

    /**
     * A connection, logged in.
     *
     * @param options of the driver that suit the work; what the settings say goes first
     * @throws SQLException the driver's own, for {@link PostgresFailure#of}
     */
    public static Connection open(PostgresSettings settings, Map<String, String> options) throws SQLException {
        Properties properties = settings.connectionProperties();
        options.forEach(properties::putIfAbsent);
        return DriverManager.getConnection(settings.url(), properties);
    }

    /**
     * What an error at connecting means: the driver calls a server without TLS one that rejects the login.
     *
     * @throws io.userautomation.commandline.TaskException where it is TLS that is in the way, which is no outage
     */
    public static StoreFailure failure(SQLException error, PostgresSettings settings) {
        TlsProbe.check(settings.transport(), settings.addresses());
        return PostgresFailure.of(error, settings);
    }
}
