package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import io.userautomation.stores.cassandra.CassandraSessions;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.time.Duration;
import java.util.List;

/** Opens sessions that suit schema work: few threads, patient requests. */
final class SchemaSession {

    /** Tables take their time on a loaded node. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** How long the driver gathers schema events before it reads the schema; its default, 1 s, goes by for each statement. */
    private static final Duration SCHEMA_EVENTS_WINDOW = Duration.ofMillis(1);

    private SchemaSession() {}

    /** @throws RuntimeException as {@link CassandraSessions#open} */
    static CqlSession open(CassandraSettings settings) {
        return CassandraSessions.open(settings, "schema-init", options -> options.withDuration(
                        DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, REQUEST_TIMEOUT)
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(settings.keyspace()))
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SCHEMA_EVENTS_WINDOW));
    }
}
