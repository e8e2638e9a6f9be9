package io.userautomation.stores.postgres;

import io.userautomation.commandline.settings.Addresses;
import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Identifiers;
import io.userautomation.commandline.settings.Secret;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.tls.CertificateAuthorities;
import io.userautomation.commandline.tls.Protocol;
import io.userautomation.commandline.tls.Transport;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where PostgreSQL is and what the table is called.
 *
 * @param url JDBC URL without user and password
 * @param username empty where the server asks for none
 * @param password empty where the server asks for none
 * @param table table of the users, in the connection's default schema
 * @param tls whether over TLS only, with certificate and host name checked; otherwise the URL's {@code sslmode} decides
 * @param caFile PEM file of the CAs that may have signed the server's certificate; empty: those that the JVM trusts
 */
public record PostgresSettings(
        String url,
        Optional<String> username,
        Optional<Secret> password,
        String table,
        boolean tls,
        Optional<String> caFile) {

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

    public static final Setting TLS = Setting.variable(
            "POSTGRES_TLS",
            "false",
            "",
            "true or false",
            "Whether to speak TLS with PostgreSQL and check its certificate and host name (`sslmode=verify-full`);"
                    + " false: as the URL's `sslmode` says.");
    public static final Setting CA_FILE = Setting.variable(
            "POSTGRES_CA_FILE",
            null,
            "",
            "a readable PEM file of certificates, and only where POSTGRES_TLS is true",
            "CAs that may have signed PostgreSQL's certificate; unset: those that Java trusts.");

    public static final List<Setting> ALL = List.of(URL, USERNAME, PASSWORD, TABLE, TLS, CA_FILE);

    /** The URL's setting, with what it can't have beside {@link #TLS}. */
    private static final Setting URL_WITH_TLS = Setting.variable(
            URL.variable(),
            URL.defaultValue(),
            "",
            "without ssl parameters where POSTGRES_TLS is true",
            URL.description());

    public PostgresSettings {
        new Checks()
                .require(
                        url.matches("jdbc:postgresql://[^/?#@]+/[^?#]+(\\?.*)?")
                                && Addresses.areHostPorts(addressIn(url))
                                && !url.matches(".*[?&](user|password)=.*"),
                        URL,
                        url)
                .require(!tls || !url.matches(".*[?&]ssl[a-z]*=.*"), URL_WITH_TLS, url)
                .require(Identifiers.isTable(table), TABLE, table)
                .require(
                        caFile.isEmpty() || (tls && CertificateAuthorities.areIn(caFile.get())),
                        CA_FILE,
                        caFile.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static PostgresSettings from(SettingsReader reader) {
        return reader.group(() -> new PostgresSettings(
                reader.text(URL),
                reader.optionalText(USERNAME),
                reader.optionalSecret(PASSWORD),
                reader.text(TABLE),
                reader.trueOrFalse(TLS),
                reader.optionalText(CA_FILE)));
    }

    /** User, password as it is now, and TLS for {@code DriverManager.getConnection(url(), …)}; add time-outs as the work needs. */
    public Properties connectionProperties() {
        Properties properties = new Properties();
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret.text()));
        driverProperties().forEach(properties::setProperty);
        return properties;
    }

    /** What the driver is told whatever the work, but for the login; what the URL says goes first. */
    private Map<String, String> driverProperties() {
        Map<String, String> properties = new HashMap<>(tlsProperties());
        // An error's detail quotes the row.
        properties.put("logServerErrorDetail", "false");
        // A pooler may give each transaction another session: nothing is kept there, neither statements nor settings.
        properties.put("prepareThreshold", "0");
        properties.put("assumeMinServerVersion", "9.0");
        if (addresses().size() > 1) {
            properties.put("targetServerType", "primary");
        }
        return properties;
    }

    /** What the driver is told of TLS; nothing where the URL decides. */
    private Map<String, String> tlsProperties() {
        if (!tls) {
            return Map.of();
        }
        return caFile.map(file -> Map.of("sslmode", "verify-full", "sslrootcert", file))
                // Without a file the driver would look for one in the user's home.
                .orElse(Map.of("sslmode", "verify-full", "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
    }

    /** How to speak to the server. */
    public Transport transport() {
        return Transport.switched(Protocol.POSTGRES, TLS, tls, CA_FILE, caFile);
    }

    /** {@code host:port[,host:port…]} for messages. */
    public String address() {
        return addressIn(url);
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

    private static String addressIn(String url) {
        return url.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
    }
}
