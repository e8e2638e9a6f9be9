package io.userautomation.stores.cassandra.write;

import static io.userautomation.stores.contract.Users.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.localstack.network.TcpProxy.Mode;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster that is slow is no cluster that is away. */
@Tag("slow")
class CassandraSlowIT {

    @Test
    void should_store_all_over_a_line_that_is_slower_than_many_requests_wait() throws Exception {
        LaidStore table = LaidStore.on(ServerKind.CASSANDRA, new CassandraStore(), "CASSANDRA_TABLE", "cassandra_slow");
        List<ValidUser> users = Users.some(3_000, 1_790_000_000_123L);
        try (TcpProxy proxy = new TcpProxy(
                Stack.shared(ServerKind.CASSANDRA).server(ServerKind.CASSANDRA).port())) {
            CassandraSettings through = table.with("CASSANDRA_CONTACT_POINTS", "127.0.0.1:" + proxy.port())
                    .settings(CassandraSettings::from);
            CassandraWriter writer = new CassandraWriter(through, new RefusedInMemory());
            // The driver's session is there, as in the midst of a run.
            writer.probe();
            proxy.become(Mode.THROTTLE);

            WriteOutcome outcome = writer.write(users.iterator());

            assertThat(outcome).isInstanceOfSatisfying(Written.class, written -> assertThat(written.counts())
                    .isEqualTo(Map.of(RUN, new RunCounts(users.size(), 0))));
        }
        try (CassandraRows rows = new CassandraRows(table.settings(CassandraSettings::from))) {
            assertThat(rows.count(users.stream().map(ValidUser::id).toList())).isEqualTo(users.size());
        }
    }
}
