package io.userautomation.stores.mysql.write;

import static io.userautomation.stores.contract.Users.RUN;
import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.UserVersion;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.StoreWriterContract;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlFailure;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.MysqlStore;
import io.userautomation.stores.mysql.read.MysqlReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlWriterIT extends StoreWriterContract {

    private static LaidStore tables;
    private static MysqlSettings settings;
    private static MysqlRows rows;

    private final RefusedInMemory letters = new RefusedInMemory();

    @BeforeAll
    static void lay_the_table() {
        MariadbHere.orSkip();
        tables = LaidStore.on(ServerKind.MYSQL, new MysqlStore(), "MYSQL_TABLE", "mysql_writer");
        settings = tables.settings(MysqlSettings::from);
        rows = new MysqlRows(settings);
    }

    @Test
    void should_store_which_version_a_row_is_and_when_it_changed() {
        UUID id = UUID.randomUUID();
        Instant before = Instant.now().minusSeconds(1);

        write(version(called("Ada", id), 1_790_000_000_123L, 42));

        assertThat(rows.eventTime(id).toInstant(ZoneOffset.UTC)).isEqualTo(Instant.ofEpochMilli(1_790_000_000_123L));
        assertThat(rows.offset(id)).isEqualTo(42);
        assertThat(rows.ingestedAt(id).toInstant(ZoneOffset.UTC)).isAfter(before);
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
        StoreWriter strict = strict();
        UserRecord refused = called("refused", UUID.randomUUID());
        List<ValidUser> batch = new ArrayList<>(Users.some(2_500, 1_790_000_000_123L));
        batch.add(1_234, version(refused, 1_790_000_000_123L, 99));

        WriteOutcome written = strict.write(batch.iterator());

        assertThat(new MysqlRows(strictTable())
                        .count(batch.stream().map(ValidUser::id).toList()))
                .isEqualTo(2_500);
        assertThat(((Written) written).counts()).isEqualTo(Map.of(RUN, new RunCounts(2_500, 1)));
        assertThat(letters.isFlushed()).isTrue();
        assertThat(letters.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.origin().offset()).isEqualTo(99);
            assertThat(sent.refusal())
                    .isEqualTo(new Refusal(
                            "java.sql.SQLIntegrityConstraintViolationException",
                            "error 4025, SQLSTATE 23000",
                            "mysql"));
        });
    }

    @Test
    void should_keep_a_field_to_its_last_character_and_blank() {
        for (String name : List.of("nul \0 inside", "blank at the end ", "Äpfel", "apfel")) {
            UserRecord user = called(name, UUID.randomUUID());

            write(version(user, 1_790_000_000_123L, 1));

            assertThat(stored(UUID.fromString(user.id())).firstName()).isEqualTo(name);
        }
    }

    @Test
    void should_take_a_blank_or_another_case_for_a_change_and_the_same_text_for_none() {
        UUID id = UUID.randomUUID();
        write(version(called("ada", id), 1_790_000_000_123L, 1));
        for (String name : List.of("ada ", "Ada", "Adá")) {
            Object before = lastChange(id);

            write(version(called(name, id), 1_790_000_000_124L, name.hashCode() & 0xff));

            assertThat(stored(id).firstName()).as(name).isEqualTo(name);
            assertThat(lastChange(id)).as(name).isNotEqualTo(before);
        }
    }

    @Test
    void should_not_renew_the_time_of_change_for_a_newer_record_that_says_the_same() {
        UUID id = UUID.randomUUID();
        write(version(called("Ada", id), 1_790_000_000_123L, 42));
        Object before = lastChange(id);

        write(version(called("Ada", id), 1_790_000_000_124L, 43));

        assertThat(rows.offset(id)).isEqualTo(43);
        assertThat(lastChange(id)).isEqualTo(before);
    }

    @Test
    void should_refuse_what_does_not_fit_whatever_the_servers_mode() throws Exception {
        rows.execute("SET GLOBAL sql_mode = ''");
        try (Connection connection = MysqlConnections.open(settings, Duration.ofSeconds(2), Duration.ofSeconds(5));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE narrow (name varchar(3), at datetime)");

            assertThatThrownBy(() -> statement.execute("INSERT INTO narrow (name) VALUES ('four')"))
                    .isInstanceOfSatisfying(SQLException.class, error -> assertThat(
                                    MysqlFailure.of(error, settings).kind())
                            .isEqualTo(FailureKind.DATA));
            assertThatThrownBy(() -> statement.execute("INSERT INTO narrow (at) VALUES ('2026-02-30')"))
                    .isInstanceOf(SQLException.class);
        } finally {
            rows.execute("SET GLOBAL sql_mode = DEFAULT");
        }
    }

    @Test
    void should_find_what_was_stored_for_the_audit() throws Exception {
        List<ValidUser> batch = Users.some(1_500, 1_790_000_000_123L);
        write(batch.toArray(ValidUser[]::new));
        UUID missing = UUID.randomUUID();

        try (StoreReader reader = MysqlReader.open(settings)) {
            List<UUID> ids = new ArrayList<>(batch.stream().map(ValidUser::id).toList());
            ids.add(missing);
            Map<UUID, StoredUser> found = reader.find(ids);

            assertThat(found).hasSize(1_500).doesNotContainKey(missing);
            assertThat(batch).allMatch(user -> found.get(user.id()).holds(user.user()));
            StoredUser first = found.get(batch.get(0).id());
            assertThat(first.isNewerThan(new UserVersion(1_790_000_000_122L, 7)))
                    .isTrue();
            assertThat(first.isNewerThan(new UserVersion(1_790_000_000_123L, 0)))
                    .isFalse();
        }
    }

    @Test
    void should_log_new_sessions_in_with_the_password_that_its_file_holds_then(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first");
        rows.execute("CREATE USER rotating@127.0.0.1 IDENTIFIED BY 'first'");
        rows.execute("GRANT SELECT, INSERT, UPDATE ON " + settings.table() + " TO rotating@127.0.0.1");
        MysqlWriter driver = new MysqlWriter(
                tables.with("MYSQL_USERNAME", "rotating")
                        .with("MYSQL_PASSWORD_FILE", file.toString())
                        .settings(MysqlSettings::from),
                letters);
        assertThat(sent(driver).write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);

        rows.execute("SET PASSWORD FOR rotating@127.0.0.1 = PASSWORD('second')");
        assertThatThrownBy(driver::probe).hasMessageContaining("MYSQL_PASSWORD");
        Files.writeString(file, "second");

        driver.probe();
        assertThat(sent(driver).write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);
        await().untilAsserted(() -> assertThat(
                        rows.number("SELECT count(*) FROM information_schema.processlist WHERE user = 'rotating'"))
                .isOne());
    }

    /** As a task gets it. */
    private static StoreWriter sent(MysqlWriter driver) throws IOException, ClassNotFoundException {
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
        return new MysqlWriter(settings, letters);
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

    private MysqlSettings strictTable() {
        return tables.with("MYSQL_TABLE", "strict_names").settings(MysqlSettings::from);
    }

    /** The operator's own constraint. */
    private StoreWriter strict() {
        rows.execute("CREATE TABLE strict_names LIKE " + settings.table());
        rows.execute("ALTER TABLE strict_names ADD CONSTRAINT names CHECK (first_name <> 'refused')");
        return new MysqlWriter(strictTable(), letters);
    }
}
