package io.userautomation.audit;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Opens the session that the lookups run on. */
final class CassandraSession {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REQUEST = Duration.ofSeconds(10);

    private CassandraSession() {}

    static CqlSession open(CassandraSettings settings) throws ServerWait.NoAnswerException {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(resolved(settings))
                .withLocalDatacenter(settings.localDatacenter())
                .withConfigLoader(options(settings));
        settings.username()
                .ifPresent(name ->
                        builder.withAuthCredentials(name, settings.password().orElseThrow()));
        if (settings.tls()) {
            builder.withSslEngineFactory(new CassandraTls(settings.transport().context()));
        }
        try {
            return builder.build();
        } catch (AllNodesFailedException e) {
            if (isLoginRefused(e)) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s refuses the login: check CASSANDRA_USERNAME and CASSANDRA_PASSWORD".formatted(settings),
                        e);
            }
            TlsProbe.check(settings.transport(), settings.addresses());
            throw new ServerWait.NoAnswerException(e);
        } catch (DriverTimeoutException e) {
            throw new ServerWait.NoAnswerException(e);
        }
    }

    /** Nothing of the schema is fetched: the one statement says all that is needed of it. */
    private static DriverConfigLoader options(CassandraSettings settings) {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, settings.consistency())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                // By default a session that closes waits 2 s for more work to come.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }

    private static List<InetSocketAddress> resolved(CassandraSettings settings) {
        return settings.addresses().stream()
                .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
                .toList();
    }

    private static boolean isLoginRefused(AllNodesFailedException failure) {
        return failure.getAllErrors().values().stream()
                .flatMap(List::stream)
                .anyMatch(AuthenticationException.class::isInstance);
    }
}
