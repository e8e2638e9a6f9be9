package io.userautomation.stores.postgres.write;

import static io.userautomation.stores.contract.Users.RUN;
import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.TaskException;
import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreWriterContract;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresWriterIT extends StoreWriterContract {

    private static LaidStore tables;
    private static PostgresSettings settings;
    private static PostgresRows rows;

    private final RefusedInMemory letters = new RefusedInMemory();

    @BeforeAll
    static void lay_the_table() {
        tables = LaidStore.on(ServerKind.POSTGRES, new PostgresStore(), "POSTGRES_TABLE", "postgres_writer");
        settings = tables.settings(PostgresSettings::from);
        rows = new PostgresRows(settings);
    }

    @Test
    void should_store_which_version_a_row_is_and_when_it_changed() {
        UUID id = UUID.randomUUID();
        Instant before = Instant.now().minusSeconds(1);

        write(version(called("Ada", id), 1_790_000_000_123L, 42));

        assertThat(rows.eventTime(id).toInstant()).isEqualTo(Instant.ofEpochMilli(1_790_000_000_123L));
        assertThat(rows.offset(id)).isEqualTo(42);
        assertThat(rows.ingestedAt(id).toInstant()).isAfter(before);
    }

    @Test
    void should_renew_the_time_of_change_with_every_newer_version() {
        UUID id = UUID.randomUUID();
        write(version(called("Old", id), 1_790_000_000_123L, 42));
        Object before = lastChange(id);

        write(version(called("New", id), 1_790_000_000_123L, 43));

        assertThat(stored(id).firstName()).isEqualTo("New");
        assertThat(lastChange(id)).isNotEqualTo(before);
    }

    @Test
    void should_dead_letter_the_row_that_the_server_refuses_and_store_its_neighbours() {
        UserRecord refused = called("nul \0 inside", UUID.randomUUID());
        List<ValidUser> batch = new ArrayList<>(Users.some(2_500, 1_790_000_000_123L));
        batch.add(1_234, version(refused, 1_790_000_000_123L, 99));

        Written written = write(batch.toArray(ValidUser[]::new));

        assertThat(count(batch.stream().map(ValidUser::id).toList())).isEqualTo(2_500);
        assertThat(written.counts()).isEqualTo(Map.of(RUN, new RunCounts(2_500, 1)));
        assertThat(letters.isFlushed()).isTrue();
        assertThat(letters.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.origin().offset()).isEqualTo(99);
            assertThat(sent.refusal())
                    .isEqualTo(new Refusal(
                            "org.postgresql.util.PSQLException",
                            "SQLSTATE 22021: character_not_in_repertoire",
                            "postgres"));
        });
    }

    @Test
    void should_dead_letter_every_row_of_a_batch_that_is_refused_altogether() {
        List<ValidUser> batch = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            batch.add(version(called("nul \0 inside", UUID.randomUUID()), 1_790_000_000_123L, i));
        }

        Written written = write(batch.toArray(ValidUser[]::new));

        assertThat(written.counts()).isEqualTo(Map.of(RUN, new RunCounts(0, 50)));
        assertThat(letters.sent()).hasSize(50);
    }

    @Test
    void should_call_the_table_the_same_by_whatever_address() throws Exception {
        String twoHosts =
                settings.url().replaceFirst("//127.0.0.1", "//127.0.0.1:1,localhost") + "?ApplicationName=another";
        StoreWriter elsewhere = writer("POSTGRES_URL", twoHosts);

        elsewhere.verify();

        assertThat(elsewhere.tableIdentity())
                .isEqualTo(writer().tableIdentity())
                .matches("system [0-9]+, database [0-9]+, table [0-9]+");
        assertThat(elsewhere.write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);
    }

    @Test
    void should_say_which_table_is_missing() {
        StoreWriter elsewhere = writer("POSTGRES_TABLE", "nowhere");

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(settings.address() + ", table nowhere, does not exist; run schema-init");
    }

    @Test
    void should_fail_loudly_when_the_table_to_write_is_missing() {
        StoreWriter elsewhere = writer("POSTGRES_TABLE", "nowhere");

        assertThatThrownBy(() -> elsewhere.write(Users.some(1, 0).iterator()))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("42P01")
                .hasMessageContaining("run schema-init");
    }

    @Test
    void should_say_which_columns_differ() {
        rows.execute("CREATE TABLE IF NOT EXISTS other_columns (id uuid PRIMARY KEY, first_name integer)");
        StoreWriter other = writer("POSTGRES_TABLE", "other_columns");

        assertThatThrownBy(other::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("first_name is integer, not text, last_name is missing, not text");
    }

    @Test
    void should_name_the_database_that_does_not_exist() {
        StoreWriter elsewhere = writer("POSTGRES_URL", settings.url().replaceFirst("/[^/]+$", "/nowhere"));

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("POSTGRES_URL");
    }

    @Test
    void should_take_a_reserved_word_for_a_table() throws Exception {
        rows.execute("CREATE TABLE IF NOT EXISTS \"user\" (LIKE " + settings.table() + " INCLUDING ALL)");
        StoreWriter reserved = writer("POSTGRES_TABLE", "user");

        reserved.verify();

        assertThat(reserved.write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);
    }

    @Test
    void should_log_new_sessions_in_with_the_password_that_its_file_holds_then(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first");
        rows.execute("CREATE ROLE rotating LOGIN PASSWORD 'first'");
        rows.execute("GRANT SELECT, INSERT, UPDATE ON " + settings.table() + " TO rotating");
        PostgresWriter driver = new PostgresWriter(
                tables.with("POSTGRES_USERNAME", "rotating")
                        .with("POSTGRES_PASSWORD_FILE", file.toString())
                        .settings(PostgresSettings::from),
                letters);
        assertThat(sent(driver).write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);

        rows.execute("ALTER ROLE rotating PASSWORD 'second'");
        assertThatThrownBy(driver::probe).hasMessageContaining("POSTGRES_PASSWORD");
        Files.writeString(file, "second");

        driver.probe();
        assertThat(sent(driver).write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);
        await().untilAsserted(() -> assertThat(rows.sessionsOf("rotating")).isOne());
    }

    /** As a task gets it. */
    private static StoreWriter sent(PostgresWriter driver) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(driver);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (StoreWriter) in.readObject();
        }
    }

    @Override
    protected StoreWriter writer() {
        return new PostgresWriter(settings, letters);
    }

    private StoreWriter writer(String variable, String value) {
        return new PostgresWriter(tables.with(variable, value).settings(PostgresSettings::from), letters);
    }

    @Override
    protected UserRecord stored(UUID id) {
        return rows.user(id);
    }

    @Override
    protected Object lastChange(UUID id) {
        return rows.ingestedAt(id);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        return rows.count(ids);
    }
}
