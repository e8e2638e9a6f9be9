package io.userautomation.schemainit.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Opens sessions that suit schema work: few threads, patient requests. */
final class CassandraSessions {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Tables take their time on a loaded node. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    /** How long the driver gathers schema events before it reads the schema; its default, 1 s, goes by for each statement. */
    private static final Duration SCHEMA_EVENTS_WINDOW = Duration.ofMillis(1);

    private CassandraSessions() {}

    static CqlSession open(CassandraSettings settings) {
        DriverConfigLoader config = DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, "schema-init")
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, REQUEST_TIMEOUT)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, settings.consistency())
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(settings.keyspace()))
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SCHEMA_EVENTS_WINDOW)
                // By default a session that closes waits 2 s for more work to come.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        CqlSessionBuilder builder =
                CqlSession.builder().withConfigLoader(config).withLocalDatacenter(settings.localDatacenter());
        settings.addresses()
                .forEach(address ->
                        builder.addContactPoint(new InetSocketAddress(address.getHostString(), address.getPort())));
        settings.username()
                .ifPresent(name ->
                        builder.withAuthCredentials(name, settings.password().orElseThrow()));
        if (settings.tls()) {
            builder.withSslEngineFactory(new CassandraTls(settings.transport().context()));
        }
        return builder.build();
    }
}
