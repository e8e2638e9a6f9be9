package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.commandline.tls.Transport;
import io.userautomation.stores.postgres.PostgresSettings;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings that a writer needs, in a form that travels to the executors. The password goes inside the task's bytes
 * and never through Spark's configuration, which the UI shows.
 *
 * @param address {@code host:port[,host:port…]}
 * @param addresses the same, unresolved
 * @param username null where the server asks for none
 * @param password null where the server asks for none
 */
record PostgresTarget(
        String url,
        String address,
        String table,
        String username,
        String password,
        Transport transport,
        List<InetSocketAddress> addresses)
        implements Serializable {

    static PostgresTarget of(PostgresSettings settings) {
        return new PostgresTarget(
                settings.url(),
                settings.address(),
                settings.table(),
                settings.username().orElse(null),
                settings.password().orElse(null),
                settings.transport(),
                settings.addresses());
    }

    /** A connection on which no call lasts longer than a few seconds: the task holds a core meanwhile. */
    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties());
        try (Statement settings = connection.createStatement()) {
            // By statement, since poolers refuse it as a start-up option. The server gives up before the socket does.
            settings.execute("SET statement_timeout = '5s'");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private Properties properties() {
        Properties properties = new PostgresSettings(
                        url,
                        Optional.ofNullable(username),
                        Optional.ofNullable(password),
                        table,
                        transport.tls(),
                        Optional.ofNullable(transport.caFile()))
                .connectionProperties();
        properties.setProperty("ApplicationName", "user_automation");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", "6");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** For messages, without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "PostgreSQL at " + address + ", table " + table;
    }
}
