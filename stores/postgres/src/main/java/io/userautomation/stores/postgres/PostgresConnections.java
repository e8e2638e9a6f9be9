package io.userautomation.stores.postgres;

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
}
