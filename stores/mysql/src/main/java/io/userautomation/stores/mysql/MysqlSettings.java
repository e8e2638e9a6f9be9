package io.userautomation.stores.mysql;

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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Where MySQL is and what the table is called.
 *
 * @param url JDBC URL without user and password
 * @param username empty where the server asks for none
 * @param password empty where the server asks for none
 * @param table table of the users, in the URL's database
 * @param tls whether over TLS only, with certificate and host name checked; otherwise the URL's {@code sslMode} decides
 * @param caFile PEM file of the CAs that may have signed the server's certificate; empty: those that the JVM trusts
 */
public record MysqlSettings(
        String url,
        Optional<String> username,
        Optional<Secret> password,
        String table,
        boolean tls,
        Optional<String> caFile) {

    public static final Setting URL = Setting.variable(
            "MYSQL_URL",
            "jdbc:mysql://localhost:3306/user_data",
            "",
            "jdbc:mysql://host:port/database, without user or password; jdbc:mariadb: is the same",
            "MySQL or MariaDB database of the users' table.");
    public static final Setting USERNAME =
            Setting.variable("MYSQL_USERNAME", null, "", "any text", "User to log in as.");
    public static final Setting PASSWORD = Setting.secret("MYSQL_PASSWORD", "Password of that user.");
    public static final Setting TABLE = Setting.variable(
            "MYSQL_TABLE", "user_data", "", Identifiers.TABLE_ALLOWED, "Table of the users, in that database.");

    public static final Setting TLS = Setting.variable(
            "MYSQL_TLS",
            "false",
            "",
            "true or false",
            "Whether to speak TLS with MySQL and check its certificate and host name (`sslMode=verify-full`);"
                    + " false: as the URL's `sslMode` says.");
    public static final Setting CA_FILE = Setting.variable(
            "MYSQL_CA_FILE",
            null,
            "",
            "a readable PEM file of certificates, and only where MYSQL_TLS is true",
            "CAs that may have signed MySQL's certificate; unset: those that Java trusts.");

    public static final List<Setting> ALL = List.of(URL, USERNAME, PASSWORD, TABLE, TLS, CA_FILE);

    /** The URL's setting, with what it can't have beside {@link #TLS}. */
    private static final Setting URL_WITH_TLS = Setting.variable(
            URL.variable(),
            URL.defaultValue(),
            "",
            "without parameters of TLS where MYSQL_TLS is true",
            URL.description());

    public MysqlSettings {
        new Checks()
                .require(
                        url.matches("jdbc:(mysql|mariadb)://[^/?#@()]+/[^/?#]+(\\?.*)?")
                                && Addresses.areHostPorts(addressIn(url))
                                && !url.matches(".*[?&](user|password|password[23])=.*"),
                        URL,
                        url)
                .require(
                        !tls
                                || !url.matches(
                                        "(?i).*[?&]([a-z]*ssl[a-z]*|trust[a-z]*|disableSslHostnameVerification)=.*"),
                        URL_WITH_TLS,
                        url)
                .require(Identifiers.isTable(table), TABLE, table)
                .require(
                        caFile.isEmpty() || (tls && CertificateAuthorities.areIn(caFile.get())),
                        CA_FILE,
                        caFile.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static MysqlSettings from(SettingsReader reader) {
        return reader.group(() -> new MysqlSettings(
                reader.text(URL),
                reader.optionalText(USERNAME),
                reader.optionalSecret(PASSWORD),
                reader.text(TABLE),
                reader.trueOrFalse(TLS),
                reader.optionalText(CA_FILE)));
    }

    /** The URL as the driver has it. */
    public String driverUrl() {
        return url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
    }

    /** User, password as it is now, and TLS for a connection to {@link #driverUrl()}; add time-outs as the work needs. */
    public Properties connectionProperties() {
        Properties properties = new Properties();
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret.text()));
        // No server may ask for this machine's files.
        properties.setProperty("allowLocalInfile", "false");
        if (tls) {
            properties.setProperty("sslMode", "verify-full");
            // Without either the driver would trust whoever proves that he knows the password, too.
            caFile.ifPresentOrElse(
                    file -> properties.setProperty("serverSslCert", file),
                    () -> properties.setProperty("trustStore", trustStoreOfJava()));
        }
        return properties;
    }

    /** The file of the CAs that this JVM trusts. */
    private static String trustStoreOfJava() {
        return System.getProperty(
                "javax.net.ssl.trustStore",
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toString());
    }

    /** How to speak to the server. */
    public Transport transport() {
        return Transport.switched(Protocol.MYSQL, TLS, tls, CA_FILE, caFile);
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
        return "MySQL at " + address() + ", table " + table;
    }

    private static String addressIn(String url) {
        return url.replaceFirst("jdbc:[a-z]+://([^/]+)/.*", "$1");
    }
}
