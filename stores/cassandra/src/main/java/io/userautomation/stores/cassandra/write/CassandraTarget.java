package io.userautomation.stores.cassandra.write;

import io.userautomation.commandline.settings.Secret;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.io.Serializable;
import java.util.Optional;

/**
 * The settings that a writer needs, in a form that travels to the executors. The password goes inside the task's bytes
 * and never through Spark's configuration, which the UI shows.
 *
 * @param username null where the cluster asks for none
 * @param password null where the cluster asks for none
 * @param caFile null where the JVM's own certificates are trusted
 */
record CassandraTarget(
        String contactPoints,
        String localDatacenter,
        String keyspace,
        String table,
        int replicationFactor,
        String consistency,
        String username,
        Secret password,
        boolean tls,
        String caFile)
        implements Serializable {

    static CassandraTarget of(CassandraSettings settings) {
        return new CassandraTarget(
                settings.contactPoints(),
                settings.localDatacenter(),
                settings.keyspace(),
                settings.table(),
                settings.replicationFactor(),
                settings.consistency(),
                settings.username().orElse(null),
                settings.password().orElse(null),
                settings.tls(),
                settings.caFile().orElse(null));
    }

    CassandraSettings settings() {
        return new CassandraSettings(
                contactPoints,
                localDatacenter,
                keyspace,
                table,
                replicationFactor,
                consistency,
                Optional.ofNullable(username),
                Optional.ofNullable(password),
                tls,
                Optional.ofNullable(caFile));
    }

    /** Whether another one that has travelled here as well is this one with another password. */
    boolean isReplacedBy(CassandraTarget other) {
        return !equals(other)
                && hasTravelled()
                && other.hasTravelled()
                && withoutPassword().equals(other.withoutPassword());
    }

    private boolean hasTravelled() {
        return password != null && password.file().isEmpty();
    }

    private CassandraTarget withoutPassword() {
        return new CassandraTarget(
                contactPoints,
                localDatacenter,
                keyspace,
                table,
                replicationFactor,
                consistency,
                username,
                null,
                tls,
                caFile);
    }

    /** For messages, without the secret: records print all they hold. */
    @Override
    public String toString() {
        return settings().toString();
    }
}
