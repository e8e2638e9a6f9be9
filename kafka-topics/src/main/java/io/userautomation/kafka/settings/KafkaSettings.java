package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Addresses;
import io.userautomation.commandline.settings.Checks;
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
import java.util.Set;

/**
 * Where the brokers are, and how to connect to them.
 *
 * @param bootstrapServers {@code host:port[,host:port…]}
 * @param securityProtocol Kafka's own word for it
 * @param saslMechanism how to log in, where the protocol has a login
 * @param username empty where the protocol has no login
 * @param password empty where the protocol has no login
 * @param caFile PEM file of the CAs that may have signed the brokers' certificates; empty: those that the JVM trusts
 */
public record KafkaSettings(
        String bootstrapServers,
        String securityProtocol,
        String saslMechanism,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> caFile) {

    private static final Set<String> SECURITY_PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Map<String, String> LOGIN_MODULES = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    public static final Setting BOOTSTRAP_SERVERS = Setting.variable(
            "KAFKA_BOOTSTRAP_SERVERS",
            "localhost:9092",
            "",
            "host:port[,host:port…]",
            "Kafka brokers to find the cluster by.");
    public static final Setting SECURITY_PROTOCOL = Setting.variable(
            "KAFKA_SECURITY_PROTOCOL",
            "PLAINTEXT",
            "",
            "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL",
            "Whether to speak TLS with Kafka (`SSL`), checking certificate and host name, and whether to log in (`SASL`).");
    public static final Setting SASL_MECHANISM = Setting.variable(
            "KAFKA_SASL_MECHANISM",
            "SCRAM-SHA-512",
            "",
            "SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN",
            "How to log in, where the security protocol has a login.");
    public static final Setting USERNAME = Setting.variable(
            "KAFKA_USERNAME",
            null,
            "",
            "set together with KAFKA_PASSWORD where KAFKA_SECURITY_PROTOCOL is SASL_PLAINTEXT or SASL_SSL, and only there",
            "User to log in as.");
    public static final Setting PASSWORD = Setting.secret("KAFKA_PASSWORD", "Password of that user.");
    public static final Setting CA_FILE = Setting.variable(
            "KAFKA_CA_FILE",
            null,
            "",
            "a readable PEM file of certificates, and only where KAFKA_SECURITY_PROTOCOL is SSL or SASL_SSL",
            "CAs that may have signed the brokers' certificates; unset: those that Java trusts.");

    public static final List<Setting> ALL =
            List.of(BOOTSTRAP_SERVERS, SECURITY_PROTOCOL, SASL_MECHANISM, USERNAME, PASSWORD, CA_FILE);

    public KafkaSettings {
        boolean known = SECURITY_PROTOCOLS.contains(securityProtocol);
        boolean login = securityProtocol.startsWith("SASL_");
        new Checks()
                .require(Addresses.areHostPorts(bootstrapServers), BOOTSTRAP_SERVERS, bootstrapServers)
                .require(known, SECURITY_PROTOCOL, securityProtocol)
                .require(LOGIN_MODULES.containsKey(saslMechanism), SASL_MECHANISM, saslMechanism)
                // What hangs on the protocol is only judged where there is one.
                .require(
                        !known || (username.isPresent() == login && password.isPresent() == login),
                        USERNAME,
                        username.orElse(null))
                .require(
                        !known
                                || caFile.isEmpty()
                                || (isTls(securityProtocol) && CertificateAuthorities.areIn(caFile.get())),
                        CA_FILE,
                        caFile.orElse(null))
                .done();
    }

    /** Brokers that are spoken to in plain text, without a login. */
    public static KafkaSettings plaintext(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                SECURITY_PROTOCOL.defaultValue(),
                SASL_MECHANISM.defaultValue(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The group, or null after noting its problems with the reader. */
    public static KafkaSettings from(SettingsReader reader) {
        return reader.group(() -> new KafkaSettings(
                reader.text(BOOTSTRAP_SERVERS),
                reader.text(SECURITY_PROTOCOL),
                reader.text(SASL_MECHANISM),
                reader.optionalText(USERNAME),
                reader.optionalSecret(PASSWORD),
                reader.optionalText(CA_FILE)));
    }

    /** The brokers, unresolved, in the order given. */
    public List<InetSocketAddress> addresses() {
        return Addresses.hostPorts(bootstrapServers);
    }

    /** How to speak to the brokers. */
    public Transport transport() {
        return new Transport(
                Protocol.KAFKA,
                isTls(securityProtocol),
                caFile.orElse(null),
                CA_FILE.variable(),
                "set KAFKA_SECURITY_PROTOCOL to SSL or SASL_SSL",
                "set KAFKA_SECURITY_PROTOCOL to PLAINTEXT or SASL_PLAINTEXT");
    }

    /**
     * What every Kafka client needs to connect, the password as it is now included; the caller adds what its own work needs.
     * A client of a password in a file reads it again at each login. Host names are checked, as Kafka's clients do by default.
     */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        if (!securityProtocol.equals(SECURITY_PROTOCOL.defaultValue())) {
            properties.put("security.protocol", securityProtocol);
        }
        username.ifPresent(name -> {
            properties.put("sasl.mechanism", saslMechanism);
            Secret secret = password.orElseThrow();
            properties.put("sasl.jaas.config", jaasConfig(name, secret));
            secret.file()
                    .ifPresent(file ->
                            properties.put("sasl.client.callback.handler.class", PasswordFromFile.class.getName()));
        });
        caFile.ifPresent(file -> {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", file);
        });
        return Map.copyOf(properties);
    }

    /** Without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrapServers + ", " + securityProtocol;
    }

    private String jaasConfig(String name, Secret secret) {
        String file = secret.file()
                .map(path -> " %s=%s".formatted(PasswordFromFile.FILE, quoted(path.toString())))
                .orElse("");
        return "%s required username=%s password=%s%s;"
                .formatted(LOGIN_MODULES.get(saslMechanism), quoted(name), quoted(secret.text()), file);
    }

    /** A string of JAAS' language, which is Java's. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return '"' + escaped + '"';
    }

    private static boolean isTls(String securityProtocol) {
        return securityProtocol.endsWith("SSL");
    }
}
