package io.userautomation.sparkjob.sink.cassandra;

import io.userautomation.commandline.tls.Transport;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The settings that a writer needs, in a form that travels to the executors. The password goes inside the task's bytes
 * and never through Spark's configuration, which the UI shows.
 *
 * @param username null where the cluster asks for none
 * @param password null where the cluster asks for none
 * @param addresses the contact points, unresolved
 */
record CassandraTarget(
        String contactPoints,
        String localDatacenter,
        String keyspace,
        String table,
        String consistency,
        String username,
        String password,
        Transport transport,
        List<InetSocketAddress> addresses)
        implements Serializable {

    static CassandraTarget of(CassandraSettings settings) {
        return new CassandraTarget(
                settings.contactPoints(),
                settings.localDatacenter(),
                settings.keyspace(),
                settings.table(),
                settings.consistency(),
                settings.username().orElse(null),
                settings.password().orElse(null),
                settings.transport(),
                settings.addresses());
    }

    String qualifiedTable() {
        return keyspace + "." + table;
    }

    /** For messages, without the secret: records print all they hold. */
    @Override
    public String toString() {
        return "Cassandra at " + contactPoints + ", table " + qualifiedTable();
    }
}
