package io.userautomation.stores.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What brings rows back that were deleted, as docs/operations.md says. */
class CassandraDeletedRowsIT {

    private final long anHourAgo = System.currentTimeMillis() - 3_600_000;
    private final UUID id = UUID.randomUUID();
    private final ValidUser user = Users.version(Users.called("Ada", id), anHourAgo, 1);

    private CassandraSettings settings;
    private CassandraRows rows;
    private String table;

    @BeforeEach
    void store_the_user_and_delete_it() {
        settings = laid();
        table = settings.qualifiedTable();
        rows = new CassandraRows(settings);
        write(user);
        rows.execute("DELETE FROM %s WHERE id = %s".formatted(table, id));
        assertThat(rows.user(id)).isNull();
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void should_not_come_back_by_a_replay_since_the_deletion_is_newer() {
        write(user);

        assertThat(rows.user(id)).isNull();
    }

    @Test
    void should_come_back_when_it_is_published_again() {
        write(Users.version(Users.called("Ada", id), System.currentTimeMillis() + 1, 2));

        assertThat(rows.user(id)).isEqualTo(Users.called("Ada", id));
    }

    @Test
    void should_come_back_by_a_replay_once_the_table_was_truncated() throws Exception {
        String before = writer().tableIdentity();
        rows.execute("TRUNCATE " + table);
        assertThat(writer().tableIdentity()).isEqualTo(before);

        write(user);

        assertThat(rows.user(id)).isEqualTo(Users.called("Ada", id));
    }

    @Test
    void should_come_back_by_itself_once_the_table_was_dropped_and_laid_anew() throws Exception {
        String before = writer().tableIdentity();
        rows.execute("DROP TABLE " + table);
        rows.execute("DELETE FROM %s.schema_ledger WHERE table_name = '%s'"
                .formatted(settings.keyspace(), settings.table()));
        laid();
        assertThat(writer().tableIdentity()).isNotEqualTo(before);

        write(user);

        assertThat(rows.user(id)).isEqualTo(Users.called("Ada", id));
    }

    private static CassandraSettings laid() {
        return LaidStore.on(ServerKind.CASSANDRA, new CassandraStore(), "CASSANDRA_TABLE", "cassandra_deleted")
                .settings(CassandraSettings::from);
    }

    private CassandraWriter writer() {
        return new CassandraWriter(settings, new RefusedInMemory());
    }

    private void write(ValidUser version) {
        assertThat(writer().write(List.of(version).iterator())).isInstanceOf(Written.class);
    }
}
