package io.userautomation.stores.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Opens the driver's sessions, for whatever they are needed. */
public final class CassandraSessions {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private CassandraSessions() {}

    /**
     * A session that has found its local data centre.
     *
     * @param name of the session, for the server's lists of clients and the driver's log
     * @param purpose sets what suits the work, behind what suits all
     * @throws RuntimeException the driver's own, for {@link CassandraFailure#of}
     * @throws TaskException where the cluster has no such data centre
     */
    public static CqlSession open(
            CassandraSettings settings, String name, UnaryOperator<ProgrammaticDriverConfigLoaderBuilder> purpose) {
        ProgrammaticDriverConfigLoaderBuilder options = DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, name)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_TIMEOUT)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, settings.consistency())
                // By default a session that closes waits 2 s for more work to come.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(purpose.apply(options).build())
                .withLocalDatacenter(settings.localDatacenter());
        settings.addresses()
                .forEach(address ->
                        builder.addContactPoint(new InetSocketAddress(address.getHostString(), address.getPort())));
        settings.username()
                .ifPresent(user -> builder.withAuthProvider(
                        new CassandraLogin(user, settings.password().orElseThrow())));
        if (settings.tls()) {
            builder.withSslEngineFactory(new CassandraTls(settings.transport().context()));
        }
        CqlSession session = builder.build();
        try {
            requireDatacenter(session, settings);
            return session;
        } catch (TaskException e) {
            session.close();
            throw e;
        }
    }

    /** Without a node there the driver would ask none, as if all were away. */
    private static void requireDatacenter(CqlSession session, CassandraSettings settings) {
        TreeSet<String> datacenters = session.getMetadata().getNodes().values().stream()
                .map(Node::getDatacenter)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!datacenters.contains(settings.localDatacenter())) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "Cassandra at %s has no data centre %s, only %s: mend %s"
                            .formatted(
                                    settings.contactPoints(),
                                    settings.localDatacenter(),
                                    String.join(", ", datacenters),
                                    CassandraSettings.LOCAL_DATACENTER.variable()));
        }
    }
}
