package io.userautomation.stores.postgres.write;

import static io.userautomation.stores.contract.Users.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.localstack.network.TcpProxy.Mode;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is slow is no server that is away. */
@Tag("slow")
class PostgresSlowIT {

    private static final long NOON = 1_790_000_000_123L;

    private LaidStore table;
    private PostgresRows rows;

    @BeforeEach
    void lay_the_table() {
        table = LaidStore.on(
                ServerKind.POSTGRES,
                new PostgresStore(),
                "POSTGRES_TABLE",
                "slow_" + UUID.randomUUID().toString().substring(0, 8));
        rows = new PostgresRows(settings(table));
    }

    @Test
    void should_store_all_where_the_server_takes_no_more_than_fifty_rows_a_second() {
        delay("pg_sleep(0.02)");
        List<ValidUser> users = Users.some(400, NOON);

        WriteOutcome outcome = write(table, users);

        assertAllStored(outcome, users);
    }

    @Test
    void should_store_row_by_row_where_one_takes_seconds() {
        delay("pg_sleep(3)");
        List<ValidUser> users = Users.some(3, NOON);

        WriteOutcome outcome = write(table, users);

        assertAllStored(outcome, users);
    }

    @Test
    void should_say_how_many_rows_were_taken_before_one_that_takes_for_ever() {
        delay("pg_sleep(CASE WHEN NEW.kafka_offset < 200 THEN 0 ELSE 60 END)");
        List<ValidUser> users = Users.some(400, NOON);

        WriteOutcome outcome = write(table, users);

        assertThat(outcome).isInstanceOfSatisfying(Unavailable.class, away -> assertThat(away.acknowledged())
                .isEqualTo(rows.count(users.stream().map(ValidUser::id).toList())));
    }

    @Test
    void should_store_all_over_a_line_that_is_slower_than_a_large_statement_waits() {
        List<ValidUser> users = Users.some(3_000, NOON);
        try (TcpProxy proxy = new TcpProxy(
                Stack.shared(ServerKind.POSTGRES).server(ServerKind.POSTGRES).port())) {
            proxy.become(Mode.THROTTLE);
            LaidStore through = table.with(
                    "POSTGRES_URL", settings(table).url().replaceFirst(":[0-9]+/", ":" + proxy.port() + "/"));

            WriteOutcome outcome = write(through, users);

            assertAllStored(outcome, users);
        }
    }

    /** That a table is locked is seen at once, not in smaller and smaller parts. */
    @Test
    void should_be_unavailable_where_the_table_is_locked() throws Exception {
        PostgresSettings settings = settings(table);
        try (Connection other = DriverManager.getConnection(settings.url(), settings.connectionProperties());
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE " + settings.table());
            long start = System.nanoTime();

            WriteOutcome outcome = write(table, Users.some(400, NOON));

            assertThat(outcome).isInstanceOf(Unavailable.class);
            assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
        }
    }

    private void delay(String call) {
        rows.execute(("CREATE FUNCTION %1$s_delay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM "
                        + call
                        + "; RETURN NEW; END $$; CREATE TRIGGER delay BEFORE INSERT ON %1$s FOR EACH ROW"
                        + " EXECUTE FUNCTION %1$s_delay()")
                .formatted(settings(table).table()));
    }

    private void assertAllStored(WriteOutcome outcome, List<ValidUser> users) {
        assertThat(outcome).isInstanceOfSatisfying(Written.class, written -> assertThat(written.counts())
                .isEqualTo(Map.of(RUN, new RunCounts(users.size(), 0))));
        assertThat(rows.count(users.stream().map(ValidUser::id).toList())).isEqualTo(users.size());
    }

    private static WriteOutcome write(LaidStore store, List<ValidUser> users) {
        return new PostgresWriter(settings(store), new RefusedInMemory()).write(users.iterator());
    }

    private static PostgresSettings settings(LaidStore store) {
        return store.settings(PostgresSettings::from);
    }
}
