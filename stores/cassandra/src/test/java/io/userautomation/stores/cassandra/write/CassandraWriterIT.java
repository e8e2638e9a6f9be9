package io.userautomation.stores.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.userautomation.commandline.TaskException;
import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreWriterContract;
import io.userautomation.stores.contract.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CassandraWriterIT extends StoreWriterContract {

    private static final RefusedInMemory LETTERS = new RefusedInMemory();

    private static LaidStore tables;
    private static CassandraSettings settings;
    private static CassandraRows rows;

    @BeforeAll
    static void lay_the_table() {
        tables = LaidStore.on(ServerKind.CASSANDRA, new CassandraStore(), "CASSANDRA_TABLE", "cassandra_writer");
        settings = tables.settings(CassandraSettings::from);
        rows = new CassandraRows(settings);
    }

    @AfterAll
    static void close() {
        rows.close();
    }

    @Test
    void should_write_with_the_kafka_timestamp_in_microseconds() {
        UUID id = UUID.randomUUID();

        write(Users.version(Users.called("Ada", id), 1_790_000_000_123L, 7));

        assertThat(rows.writeTime(id)).isEqualTo(1_790_000_000_123_000L);
    }

    @Test
    void should_fill_its_batches_without_a_warning_of_the_server() {
        CassandraTable table = WriterSessions.table(CassandraTarget.of(settings));
        List<ValidUser> users = Users.some(500, 1_790_000_000_123L);

        List<RowBatch> batches = RowBatches.of(users, table);

        assertThat(batches).hasSizeLessThan(500 / 8);
        for (RowBatch batch : batches) {
            ResultSet answer = table.session().execute(batch.statement(table));
            assertThat(answer.getExecutionInfo().getWarnings()).isEmpty();
        }
    }

    @Test
    void should_count_a_batchs_bytes_as_the_server_does() {
        CassandraTable table = WriterSessions.table(CassandraTarget.of(settings));

        assertThat(warnings(table, 5 * 1024)).isEmpty();
        assertThat(warnings(table, 5 * 1024 + 1)).singleElement().asString().contains("exceeding specified threshold");
    }

    @Test
    void should_dead_letter_the_row_that_an_index_refuses_and_store_its_neighbours() {
        String table = laid("indexed");
        rows.execute("CREATE INDEX ON %s.%s (first_name)".formatted(settings.keyspace(), table));
        List<ValidUser> batch = new ArrayList<>(Users.some(30, 1_790_000_000_123L));
        batch.add(7, user(70_000));

        WriteOutcome outcome = writer("CASSANDRA_TABLE", table).write(batch.iterator());

        assertThat(outcome).isInstanceOfSatisfying(Written.class, written -> assertThat(written.counts())
                .isEqualTo(Map.of(Users.RUN, new RunCounts(30, 1))));
        assertThat(LETTERS.isFlushed()).isTrue();
        assertThat(LETTERS.sent()).singleElement().satisfies(sent -> assertThat(sent.refusal())
                .isEqualTo(new Refusal(
                        InvalidQueryException.class.getName(),
                        "value of column first_name is not valid",
                        "cassandra")));
    }

    @Test
    void should_not_blame_the_rows_where_a_column_was_dropped_meanwhile() {
        StoreWriter altered = writer("CASSANDRA_TABLE", laid("altered"));
        assertThat(altered.write(Users.some(20, 0).iterator())).isInstanceOf(Written.class);
        rows.execute("ALTER TABLE %s.altered DROP picture".formatted(settings.keyspace()));

        assertThatThrownBy(() -> altered.write(Users.some(20, 0).iterator()))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("picture is missing, not text; run schema-init");
    }

    @Test
    void should_call_the_table_the_same_by_whatever_contact_points() throws Exception {
        StoreWriter elsewhere = writer("CASSANDRA_CONTACT_POINTS", "127.0.0.1:1," + settings.contactPoints());

        elsewhere.verify();

        assertThat(elsewhere.tableIdentity())
                .isEqualTo(writer().tableIdentity())
                .startsWith("cluster ");
    }

    @Test
    void should_say_which_table_is_missing() {
        StoreWriter elsewhere = writer("CASSANDRA_TABLE", "nowhere");

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(settings.contactPoints())
                .hasMessageContaining(settings.keyspace() + ".nowhere, does not exist; run schema-init");
    }

    @Test
    void should_fail_loudly_when_the_table_to_write_is_missing() {
        StoreWriter elsewhere = writer("CASSANDRA_TABLE", "nowhere");

        assertThatThrownBy(() -> elsewhere.write(Users.some(1, 0).iterator()))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("run schema-init");
    }

    @Test
    void should_say_which_columns_differ() {
        rows.execute("CREATE TABLE IF NOT EXISTS " + settings.keyspace()
                + ".other_columns (id uuid PRIMARY KEY, first_name int, last_name text)");
        StoreWriter other = writer("CASSANDRA_TABLE", "other_columns");

        assertThatThrownBy(other::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("first_name is int, not text, gender is missing, not text");
    }

    @Test
    void should_say_that_the_data_centre_is_unknown() {
        StoreWriter elsewhere = writer("CASSANDRA_LOCAL_DATACENTER", "mars");

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("has no data centre mars, only datacenter1: mend CASSANDRA_LOCAL_DATACENTER");
    }

    @Override
    protected StoreWriter writer() {
        return new CassandraWriter(settings, LETTERS);
    }

    /** What the server says to a batch of two rows that are this large together. */
    private static List<String> warnings(CassandraTable table, int bytes) {
        BoundStatement empty = table.bind(user(0));
        BoundStatement filled = table.bind(user(bytes - 2 * RowBatch.bytesOf(empty)));
        RowBatch batch = new RowBatch();
        batch.add(user(0), empty, 0);
        batch.add(user(0), filled, 0);
        return table.session()
                .execute(batch.statement(table))
                .getExecutionInfo()
                .getWarnings();
    }

    private static ValidUser user(int nameLength) {
        return Users.version(Users.called("x".repeat(nameLength), UUID.randomUUID()), 1_790_000_000_123L, 7);
    }

    private static String laid(String table) {
        LaidStore.on(ServerKind.CASSANDRA, new CassandraStore(), "CASSANDRA_TABLE", table);
        return table;
    }

    private static StoreWriter writer(String variable, String value) {
        return new CassandraWriter(tables.with(variable, value).settings(CassandraSettings::from), LETTERS);
    }

    @Override
    protected UserRecord stored(UUID id) {
        return rows.user(id);
    }

    @Override
    protected Object lastChange(UUID id) {
        return rows.writeTime(id);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        return rows.count(new HashSet<>(ids));
    }
}
