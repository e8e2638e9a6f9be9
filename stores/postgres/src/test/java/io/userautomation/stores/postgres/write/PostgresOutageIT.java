package io.userautomation.stores.postgres.write;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreOutageContract;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.util.Collection;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class PostgresOutageIT extends StoreOutageContract {

    private static PostgresSettings settings;

    @BeforeAll
    static void lay_the_table() {
        settings = LaidStore.on(ServerKind.POSTGRES, new PostgresStore(), "POSTGRES_TABLE", "postgres_outage")
                .settings(PostgresSettings::from);
    }

    @Override
    protected StoreWriter writer() {
        return new PostgresWriter(settings, new RefusedInMemory());
    }

    @Override
    protected Server server() {
        return Stack.shared(ServerKind.POSTGRES).server(ServerKind.POSTGRES);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        return new PostgresRows(settings).count(ids);
    }
}
