package io.userautomation.contract.settings;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where PostgreSQL is and what the table is called.
 *
 * @param url JDBC URL without user and password
 * @param username empty where the server asks for none
 * @param password empty where the server asks for none
 * @param table table of the users, in the connection's default schema
 */
public record PostgresSettings(String url, Optional<String> username, Optional<String> password, String table) {

    public static final Setting URL = Setting.variable(
            "POSTGRES_URL",
            "jdbc:postgresql://localhost:5432/user_data",
            "",
            "jdbc:postgresql://host:port/database, without user or password",
            "PostgreSQL database of the users' table.");
    public static final Setting USERNAME =
            Setting.variable("POSTGRES_USERNAME", null, "", "any text", "User to log in as.");
    public static final Setting PASSWORD = Setting.secret("POSTGRES_PASSWORD", "Password of that user.");
    public static final Setting TABLE = Setting.variable(
            "POSTGRES_TABLE",
            "user_data",
            "",
            Identifiers.TABLE_ALLOWED,
            "Table of the users, in the user's default schema.");

    public static final List<Setting> ALL = List.of(URL, USERNAME, PASSWORD, TABLE);

    public PostgresSettings {
        new Checks()
                .require(
                        url.matches("jdbc:postgresql://[^/?#@]+:\\d+(,[^/?#@]+:\\d+)*/[^?#]+(\\?.*)?")
                                && !url.matches(".*[?&](user|password)=.*"),
                        URL,
                        url)
                .require(Identifiers.isTable(table), TABLE, table)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static PostgresSettings from(SettingsReader reader) {
        return reader.group(() -> new PostgresSettings(
                reader.text(URL), reader.optionalText(USERNAME), reader.optionalText(PASSWORD), reader.text(TABLE)));
    }

    /** User and password for {@code DriverManager.getConnection(url(), …)}; add time-outs as the work needs. */
    public Properties connectionProperties() {
        Properties properties = new Properties();
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        return properties;
    }

    /** {@code host:port[,host:port…]} for messages. */
    public String address() {
        return url.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
    }

    /** The servers, unresolved, in the order given. */
    public List<InetSocketAddress> addresses() {
        return Addresses.hostPorts(address());
    }

    /** Without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "PostgreSQL at " + address() + ", table " + table;
    }
}
