package io.userautomation.stores.cassandra;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where Cassandra is and what the table is called.
 *
 * @param contactPoints {@code host:port[,host:port…]}
 * @param localDatacenter the data centre whose nodes are asked
 * @param keyspace keyspace of the table
 * @param table table of the users
 * @param replicationFactor replicas per data centre, when the keyspace is created
 * @param consistency of reads and writes
 * @param username empty where the cluster asks for none
 * @param password empty where the cluster asks for none
 * @param tls whether over TLS
 * @param caFile PEM file of the CAs that may have signed the nodes' certificates; empty: those that the JVM trusts
 */
public record CassandraSettings(
        String contactPoints,
        String localDatacenter,
        String keyspace,
        String table,
        int replicationFactor,
        String consistency,
        Optional<String> username,
        Optional<Secret> password,
        boolean tls,
        Optional<String> caFile) {

    private static final Set<String> CONSISTENCIES =
            Set.of("ONE", "TWO", "THREE", "QUORUM", "ALL", "LOCAL_ONE", "LOCAL_QUORUM", "EACH_QUORUM");
    private static final int MAX_REPLICAS = 9;

    public static final Setting CONTACT_POINTS = Setting.variable(
            "CASSANDRA_CONTACT_POINTS",
            "localhost:9042",
            "",
            "host:port[,host:port…]",
            "Cassandra nodes to find the cluster by.");
    public static final Setting LOCAL_DATACENTER = Setting.variable(
            "CASSANDRA_LOCAL_DATACENTER",
            "datacenter1",
            "",
            "1 to 100 letters, digits, dots, underscores or hyphens",
            "Data centre whose nodes are asked.");
    public static final Setting KEYSPACE = Setting.variable(
            "CASSANDRA_KEYSPACE", "spark_streams", "", Identifiers.TABLE_ALLOWED, "Keyspace of the users' table.");
    public static final Setting TABLE =
            Setting.variable("CASSANDRA_TABLE", "created_users", "", Identifiers.TABLE_ALLOWED, "Table of the users.");
    public static final Setting REPLICATION_FACTOR = Setting.variable(
            "CASSANDRA_REPLICATION_FACTOR",
            "1",
            "replicas",
            "1 to 9",
            "Replicas in the local data centre, when the keyspace is created.");
    public static final Setting CONSISTENCY = Setting.variable(
            "CASSANDRA_CONSISTENCY",
            "LOCAL_QUORUM",
            "",
            "ONE, TWO, THREE, QUORUM, ALL, LOCAL_ONE, LOCAL_QUORUM or EACH_QUORUM",
            "Consistency level of reads and writes.");
    public static final Setting USERNAME = Setting.variable(
            "CASSANDRA_USERNAME", null, "", "set together with CASSANDRA_PASSWORD", "User to log in as, if any.");
    public static final Setting PASSWORD = Setting.secret("CASSANDRA_PASSWORD", "Password of that user.");

    public static final Setting TLS = Setting.variable(
            "CASSANDRA_TLS",
            "false",
            "",
            "true or false",
            "Whether to speak TLS with Cassandra and check its certificate and host name.");
    public static final Setting CA_FILE = Setting.variable(
            "CASSANDRA_CA_FILE",
            null,
            "",
            "a readable PEM file of certificates, and only where CASSANDRA_TLS is true",
            "CAs that may have signed Cassandra's certificate; unset: those that Java trusts.");

    public static final List<Setting> ALL = List.of(
            CONTACT_POINTS,
            LOCAL_DATACENTER,
            KEYSPACE,
            TABLE,
            REPLICATION_FACTOR,
            CONSISTENCY,
            USERNAME,
            PASSWORD,
            TLS,
            CA_FILE);

    /** The table's setting, with what a keyspace that is migrated can't allow. */
    private static final Setting USERS_TABLE = Setting.variable(
            TABLE.variable(),
            TABLE.defaultValue(),
            "",
            "another name: schema-init keeps tables of its own under this one",
            TABLE.description());

    private static final Set<String> OWN_TABLES = Set.of("schema_ledger", "schema_lock");

    public CassandraSettings {
        new Checks()
                .require(Addresses.areHostPorts(contactPoints), CONTACT_POINTS, contactPoints)
                .require(localDatacenter.matches("[A-Za-z0-9._-]{1,100}"), LOCAL_DATACENTER, localDatacenter)
                .require(Identifiers.isTable(keyspace), KEYSPACE, keyspace)
                .require(Identifiers.isTable(table), TABLE, table)
                .require(!OWN_TABLES.contains(table), USERS_TABLE, table)
                .within(1, replicationFactor, MAX_REPLICAS, REPLICATION_FACTOR)
                .require(CONSISTENCIES.contains(consistency), CONSISTENCY, consistency)
                .require(username.isPresent() == password.isPresent(), USERNAME, username.orElse(null))
                .require(
                        caFile.isEmpty() || (tls && CertificateAuthorities.areIn(caFile.get())),
                        CA_FILE,
                        caFile.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static CassandraSettings from(SettingsReader reader) {
        return reader.group(() -> new CassandraSettings(
                reader.text(CONTACT_POINTS),
                reader.text(LOCAL_DATACENTER),
                reader.text(KEYSPACE),
                reader.text(TABLE),
                reader.integer(REPLICATION_FACTOR),
                reader.text(CONSISTENCY),
                reader.optionalText(USERNAME),
                reader.optionalSecret(PASSWORD),
                reader.trueOrFalse(TLS),
                reader.optionalText(CA_FILE)));
    }

    /** The contact points, unresolved, in the order given. */
    public List<InetSocketAddress> addresses() {
        return Addresses.hostPorts(contactPoints);
    }

    /** How to speak to the nodes. */
    public Transport transport() {
        return Transport.switched(Protocol.CASSANDRA, TLS, tls, CA_FILE, caFile);
    }

    /** As messages and statements that need no quotes spell it. */
    public String qualifiedTable() {
        return keyspace + "." + table;
    }

    /** Without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "Cassandra at " + contactPoints + ", table " + qualifiedTable();
    }
}
