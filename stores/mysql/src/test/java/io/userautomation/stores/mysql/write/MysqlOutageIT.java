package io.userautomation.stores.mysql.write;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreOutageContract;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.MysqlStore;
import java.util.Collection;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class MysqlOutageIT extends StoreOutageContract {

    private static MysqlSettings settings;

    @BeforeAll
    static void lay_the_table() {
        MariadbHere.orSkip();
        settings = LaidStore.on(ServerKind.MYSQL, new MysqlStore(), "MYSQL_TABLE", "mysql_outage")
                .settings(MysqlSettings::from);
    }

    @Override
    protected StoreWriter writer() {
        return new MysqlWriter(settings, new RefusedInMemory());
    }

    @Override
    protected Server server() {
        return Stack.shared(ServerKind.MYSQL).server(ServerKind.MYSQL);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        return new MysqlRows(settings).count(ids);
    }
}
