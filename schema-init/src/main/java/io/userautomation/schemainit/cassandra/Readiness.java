package io.userautomation.schemainit.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.schemainit.Reason;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** Tells a cluster that is not ready yet (IOException) from settings that it will never accept (TaskException). */
final class Readiness {

    private final CassandraSettings settings;
    private final String server;

    Readiness(CassandraSettings settings, String server) {
        this.settings = settings;
        this.server = server;
    }

    CqlSession open() throws IOException {
        try {
            return CassandraSessions.open(settings);
        } catch (AllNodesFailedException e) {
            List<Throwable> errors =
                    e.getAllErrors().values().stream().flatMap(List::stream).toList();
            if (errors.stream().anyMatch(AuthenticationException.class::isInstance)) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s refuses the login: check %s and %s"
                                .formatted(
                                        server,
                                        CassandraSettings.USERNAME.variable(),
                                        CassandraSettings.PASSWORD.variable()),
                        e);
            }
            TlsProbe.check(settings.transport(), settings.addresses());
            throw new IOException(Reason.of(errors.isEmpty() ? e : errors.get(0)), e);
        }
    }

    /** Enough nodes in the local data centre to hold the replicas. */
    void requireNodes(CqlSession session) throws IOException {
        List<String> datacenters = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .toList();
        String local = settings.localDatacenter();
        long nodes = datacenters.stream().filter(local::equals).count();
        if (nodes == 0) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s has no data centre %s, only %s: mend %s"
                            .formatted(
                                    server,
                                    local,
                                    String.join(", ", new TreeSet<>(datacenters)),
                                    CassandraSettings.LOCAL_DATACENTER.variable()));
        }
        if (nodes < settings.replicationFactor()) {
            throw new IOException("%d node(s) in %s, %s asks for %d"
                    .formatted(
                            nodes,
                            local,
                            CassandraSettings.REPLICATION_FACTOR.variable(),
                            settings.replicationFactor()));
        }
    }
}
