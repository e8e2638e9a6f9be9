package io.userautomation.stores.cassandra.write;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreOutageContract;
import java.util.Collection;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class CassandraOutageIT extends StoreOutageContract {

    private static CassandraSettings settings;

    @BeforeAll
    static void lay_the_table() {
        settings = LaidStore.on(ServerKind.CASSANDRA, new CassandraStore(), "CASSANDRA_TABLE", "cassandra_outage")
                .settings(CassandraSettings::from);
    }

    @Override
    protected StoreWriter writer() {
        return new CassandraWriter(settings, new RefusedInMemory());
    }

    @Override
    protected Server server() {
        return Stack.shared(ServerKind.CASSANDRA).server(ServerKind.CASSANDRA);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        try (CassandraRows rows = new CassandraRows(settings)) {
            return rows.count(new HashSet<>(ids));
        }
    }
}
