package io.userautomation.stores.postgres.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.localstack.ServerKind;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.LaidStore;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.PostgresStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Through a pooler in transaction mode, where what one transaction leaves in its session is somebody else's next. */
class PostgresPoolerIT {

    private static final long NOON = 1_790_000_000_123L;

    /** More than the driver waits with before it names a statement, and more than there are sessions. */
    private static final int TIMES = 20;

    /** What the pooler itself sets for each client, as the client asks at its start. */
    private static final String TRACKED =
            "'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings', 'application_name'";

    private static PgBouncer pooler;
    private static LaidStore pooled;
    private static PostgresSettings settings;

    @BeforeAll
    static void start() throws Exception {
        LaidStore direct = LaidStore.on(ServerKind.POSTGRES, new PostgresStore(), "POSTGRES_TABLE", "before_pooler");
        PostgresSettings server = direct.settings(PostgresSettings::from);
        pooler = new PgBouncer(server);
        pooled = direct.with("POSTGRES_URL", pooler.url(server))
                .with("POSTGRES_TABLE", "pooled_" + UUID.randomUUID().toString().substring(0, 8));
        settings = pooled.settings(PostgresSettings::from);
        pooler.awaitAnswer();
        lay();
    }

    @AfterAll
    static void stop() throws Exception {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Test
    void should_lay_the_table_and_leave_nothing() throws Exception {
        lay();

        assertNothingIsLeft();
    }

    @Test
    void should_write_again_and_again_and_leave_nothing() throws Exception {
        StoreWriter writer = new PostgresWriter(settings, new RefusedInMemory());
        writer.verify();
        writer.tableIdentity();

        List<CompletableFuture<Void>> tasks = List.of(written(writer), written(writer));

        tasks.forEach(CompletableFuture::join);
        assertNothingIsLeft();
    }

    @Test
    void should_read_again_and_again_and_leave_nothing() throws Exception {
        List<ValidUser> users = Users.some(10, NOON);
        new PostgresWriter(settings, new RefusedInMemory()).write(users.iterator());
        try (StoreReader reader = pooled.configured().reader()) {
            for (int i = 0; i < TIMES; i++) {
                assertThat(reader.find(users.stream().map(ValidUser::id).toList()))
                        .hasSize(10);
            }
        }
        assertNothingIsLeft();
    }

    @Test
    void should_say_which_parameter_of_the_url_the_pooler_does_not_take() {
        LaidStore through = pooled.with("POSTGRES_URL", settings.url() + "?currentSchema=public");

        assertThatThrownBy(() -> through.configured().reader())
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("search_path\": add it to its ignore_startup_parameters");
    }

    private static void lay() throws Exception {
        try (ServerSchema schema = pooled.configured().schema()) {
            schema.connect();
            schema.create(new Summary());
            assertThat(schema.differences(new Summary())).isEmpty();
        }
    }

    private static CompletableFuture<Void> written(StoreWriter writer) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < TIMES; i++) {
                assertThat(writer.write(Users.some(10, NOON).iterator())).isInstanceOf(Written.class);
                try {
                    writer.probe();
                } catch (StoreUnavailableException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    /** Sees, transaction by transaction, every session of the pool. */
    private static void assertNothingIsLeft() throws SQLException {
        try (Connection other = otherClient();
                Statement statement = other.createStatement()) {
            TreeSet<String> sessions = new TreeSet<>();
            for (int i = 0; i < TIMES; i++) {
                try (ResultSet left = statement.executeQuery("""
                        SELECT pg_backend_pid(),
                          (SELECT string_agg(name || '=' || setting, ' ') FROM pg_settings
                           WHERE source = 'session' AND name NOT IN (%s)),
                          (SELECT count(*) FROM pg_prepared_statements),
                          (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')
                        """.formatted(TRACKED))) {
                    left.next();
                    sessions.add(left.getString(1));
                    assertThat(left.getString(2)).as("settings").isNull();
                    assertThat(left.getInt(3)).as("prepared statements").isZero();
                    assertThat(left.getInt(4)).as("advisory locks").isZero();
                }
            }
            assertThat(sessions).as("sessions of the pool").hasSizeGreaterThan(1);
        }
    }

    private static Connection otherClient() throws SQLException {
        Properties properties = settings.connectionProperties();
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection(settings.url(), properties);
    }
}
