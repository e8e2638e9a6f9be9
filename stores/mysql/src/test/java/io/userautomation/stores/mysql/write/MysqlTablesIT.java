package io.userautomation.stores.mysql.write;

import static io.userautomation.stores.contract.Users.called;
import static io.userautomation.stores.contract.Users.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.MysqlStore;
import io.userautomation.stores.mysql.schema.MysqlSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of every kind: missing, made by others, made anew, and in a database of other characters. */
class MysqlTablesIT {

    private static LaidStore tables;
    private static MysqlSettings settings;
    private static MysqlRows rows;

    private final RefusedInMemory letters = new RefusedInMemory();

    @BeforeAll
    static void lay_the_table() {
        MariadbHere.orSkip();
        tables = LaidStore.on(ServerKind.MYSQL, new MysqlStore(), "MYSQL_TABLE", "mysql_tables");
        settings = tables.settings(MysqlSettings::from);
        rows = new MysqlRows(settings);
    }

    @Test
    void should_adopt_a_table_that_fits_and_refuse_one_that_does_not() throws Exception {
        rows.execute("CREATE TABLE adopted LIKE " + settings.table());
        rows.execute("CREATE TABLE foreign_users (id char(36) PRIMARY KEY, email int)");

        try (MysqlSchema adopting = schema("adopted");
                MysqlSchema refusing = schema("foreign_users")) {
            adopting.connect();
            adopting.create(new Summary());
            refusing.connect();

            assertThat(adopting.differences(new Summary())).isEmpty();
            assertThatThrownBy(() -> refusing.create(new Summary()))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining("column email of foreign_users is int, expected text");
        }
    }

    @Test
    void should_add_what_is_missing_where_the_operator_asks_for_it() throws Exception {
        rows.execute("CREATE TABLE half LIKE " + settings.table());
        rows.execute("ALTER TABLE half DROP COLUMN phone, DROP COLUMN kafka_offset");

        try (MysqlSchema schema = schema("half")) {
            schema.connect();
            schema.repair(new Summary());
            schema.create(new Summary());

            assertThat(schema.differences(new Summary())).isEmpty();
        }
    }

    private static MysqlSchema schema(String table) {
        return new MysqlSchema(tables.with("MYSQL_TABLE", table).settings(MysqlSettings::from));
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8mb4_unicode_ci", "utf8mb4_general_ci", "utf8mb4_uca1400_ai_ci"})
    void should_store_newer_versions_in_a_table_of_another_collation(String collation) throws Exception {
        String table = "made_with_" + collation;
        rows.execute("CREATE TABLE " + table + " LIKE " + settings.table());
        rows.execute("ALTER TABLE " + table + " CONVERT TO CHARACTER SET utf8mb4 COLLATE " + collation);
        MysqlSettings made = tables.with("MYSQL_TABLE", table).settings(MysqlSettings::from);
        StoreWriter writer = new MysqlWriter(made, letters);
        UUID id = UUID.randomUUID();
        writer.verify();

        writer.write(List.of(version(called("ada", id), 1_790_000_000_123L, 1)).iterator());
        writer.write(List.of(version(called("Ada", id), 1_790_000_000_124L, 2)).iterator());

        assertThat(new MysqlRows(made).user(id)).isEqualTo(called("Ada", id));
    }

    @Test
    void should_store_every_script_in_a_database_of_other_characters() throws Exception {
        rows.execute("CREATE DATABASE IF NOT EXISTS narrow CHARACTER SET latin1");
        LaidStore elsewhere = LaidStore.on(
                ServerKind.MYSQL,
                new MysqlStore(),
                Map.of("MYSQL_TABLE", "scripts", "MYSQL_URL", settings.url().replaceFirst("/[^/]+$", "/narrow")));
        MysqlSettings narrow = elsewhere.settings(MysqlSettings::from);
        UserRecord user = called("山田 太郎 𠮷", UUID.randomUUID());

        new MysqlWriter(narrow, letters)
                .write(List.of(version(user, 1_790_000_000_123L, 1)).iterator());

        assertThat(new MysqlRows(narrow).user(UUID.fromString(user.id()))).isEqualTo(user);
    }

    @Test
    void should_call_a_table_made_anew_another_one() throws Exception {
        LaidStore first = LaidStore.on(ServerKind.MYSQL, new MysqlStore(), "MYSQL_TABLE", "made_anew");
        StoreWriter writer = new MysqlWriter(first.settings(MysqlSettings::from), letters);
        String identity = writer.tableIdentity();
        assertThat(writer.tableIdentity()).isEqualTo(identity).contains("database user_data");

        // Its creation is known to the second.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            rows.execute("DROP TABLE made_anew");
            rows.execute("CREATE TABLE made_anew LIKE " + settings.table());
            assertThat(writer.tableIdentity()).isNotEqualTo(identity);
        });
    }

    @Test
    void should_say_which_table_is_missing() {
        StoreWriter elsewhere = writer("MYSQL_TABLE", "nowhere");

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(settings.address() + ", table nowhere, does not exist; run schema-init");
    }

    @Test
    void should_fail_loudly_when_the_table_to_write_is_missing() {
        StoreWriter elsewhere = writer("MYSQL_TABLE", "nowhere");

        assertThatThrownBy(() -> elsewhere.write(Users.some(1, 0).iterator()))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("1146")
                .hasMessageContaining("run schema-init");
    }

    @Test
    void should_say_which_columns_differ() {
        rows.execute("CREATE TABLE IF NOT EXISTS other_columns (id char(36) PRIMARY KEY, first_name integer)");
        StoreWriter other = writer("MYSQL_TABLE", "other_columns");

        assertThatThrownBy(other::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("first_name is int, not text, last_name is missing, not text");
    }

    @Test
    void should_name_the_database_that_does_not_exist() {
        StoreWriter elsewhere = writer("MYSQL_URL", settings.url().replaceFirst("/[^/]+$", "/nowhere"));

        assertThatThrownBy(elsewhere::verify)
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("MYSQL_URL");
    }

    @Test
    void should_take_a_reserved_word_for_a_table() throws Exception {
        rows.execute("CREATE TABLE IF NOT EXISTS `select` LIKE " + settings.table());
        StoreWriter reserved = writer("MYSQL_TABLE", "select");

        reserved.verify();

        assertThat(reserved.write(Users.some(1, 0).iterator())).isInstanceOf(Written.class);
    }

    private StoreWriter writer(String variable, String value) {
        return new MysqlWriter(tables.with(variable, value).settings(MysqlSettings::from), letters);
    }
}
