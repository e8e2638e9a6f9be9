package io.userautomation.stores.postgres.schema;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.StoreFailure;
import io.userautomation.stores.postgres.PostgresConnections;
import io.userautomation.stores.postgres.PostgresFailure;
import io.userautomation.stores.postgres.PostgresSettings;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' table, migrated by Flyway with a history of its own per table name. */
public final class PostgresSchema implements ServerSchema {

    /** Seconds; a statement that waits for another's lock ends with an error instead of waiting for ever. */
    private static final Map<String, String> OPTIONS =
            Map.of("connectTimeout", "5", "loginTimeout", "5", "socketTimeout", "60", "ApplicationName", "schema-init");

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSchema.class);

    private final PostgresSettings settings;
    private final String table;
    private final String history;
    private final TableInspection inspection;
    private Connection connection;

    public PostgresSchema(PostgresSettings settings) {
        this.settings = settings;
        this.table = settings.table();
        this.history = table + "_schema_history";
        this.inspection = new TableInspection(table);
    }

    @Override
    public String server() {
        return "PostgreSQL at " + settings.address();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return settings.addresses();
    }

    @Override
    public void connect() throws SQLException {
        close();
        connection = open();
        requireEncoding();
        if (connection.getSchema() == null) {
            close();
            throw new TaskException(
                    ExitStatus.FAILED,
                    ("%s has no schema for this user to create tables in: create one, or name one with ?currentSchema="
                                    + " in %s, and grant USAGE and CREATE on it (docs/permissions.md)")
                            .formatted(server(), PostgresSettings.URL.variable()));
        }
    }

    /** Names of all the world are stored; any other encoding would refuse some, or keep bytes that nobody can tell. */
    private void requireEncoding() throws SQLException {
        String encoding = new Catalog(connection).encoding();
        if (!encoding.equals("UTF8")) {
            close();
            throw new TaskException(
                    ExitStatus.FAILED,
                    ("%s keeps this database in %s, which can't hold every name: create it with CREATE DATABASE … ENCODING"
                                    + " 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8', or name another in %s")
                            .formatted(server(), encoding, PostgresSettings.URL.variable()));
        }
    }

    @Override
    public void create(Summary summary) throws SQLException {
        Catalog catalog = new Catalog(connection);
        if (!catalog.has(history)) {
            refuseForeignTable(catalog.columns(table));
        }
        try {
            int migrations = flyway().migrate().migrationsExecuted;
            summary.with("postgres_migrations", migrations);
            if (migrations > 0) {
                LOG.info("migrations applied table={} count={}", table, migrations);
            }
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException refused && PostgresFailure.isPermission(refused)) {
                throw PostgresFailure.of(refused, settings).fatal();
            }
            throw new TaskException(
                    ExitStatus.FAILED,
                    "table %s can't be migrated at %s: %s".formatted(table, server(), Reason.of(e)),
                    e);
        }
    }

    @Override
    public void repair(Summary summary) throws SQLException {
        Map<String, String> columns = inspection.addable(new Catalog(connection).columns(table));
        for (Map.Entry<String, String> column : columns.entrySet()) {
            Map<String, String> values =
                    Map.of("table", table, "column", column.getKey(), "definition", column.getValue());
            try (Statement statement = connection.createStatement()) {
                statement.execute(ResourceText.read(PostgresSchema.class, "add-column.sql", values));
            }
            LOG.info("column added table={} column={}", table, column.getKey());
        }
        summary.with("postgres_columns_added", List.copyOf(columns.keySet()));
    }

    @Override
    public List<String> differences(Summary summary) throws SQLException {
        Catalog catalog = new Catalog(connection);
        List<Column> found = catalog.columns(table);
        boolean hasHistory = catalog.has(history);
        if (found.isEmpty()) {
            return List.of(hasHistory ? dropped() : missing());
        }
        List<String> sentences = new ArrayList<>(inspection.of(found));
        if (hasHistory) {
            for (MigrationInfo pending : flyway().info().pending()) {
                sentences.add("migration V%s (%s) has not been applied to %s: run schema-init to apply it"
                        .formatted(pending.getVersion(), pending.getDescription(), table));
            }
        }
        return sentences;
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("connection did not close cleanly", e);
        }
        connection = null;
    }

    /** @throws SQLException for an outage, which waiting may mend */
    private Connection open() throws SQLException {
        try {
            return PostgresConnections.open(settings, OPTIONS);
        } catch (SQLException e) {
            StoreFailure failure = PostgresConnections.failure(e, settings);
            if (!failure.isOutage()) {
                throw failure.fatal();
            }
            throw e;
        }
    }

    private Flyway flyway() throws SQLException {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(new TransactionLocalSource(settings, OPTIONS))
                .defaultSchema(connection.getSchema())
                .locations("classpath:io/userautomation/stores/postgres/migrations")
                .placeholders(Map.of("table", table))
                .table(history)
                // Other tables of the schema, with histories of their own, are not in the way.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** A table that others made is adopted if it fits, and left alone if it doesn't. */
    private void refuseForeignTable(List<Column> found) {
        List<String> sentences = found.isEmpty() ? List.of() : inspection.of(found);
        if (!sentences.isEmpty()) {
            throw new TaskException(ExitStatus.FAILED, String.join("; ", sentences));
        }
    }

    private String missing() {
        return "table %s is missing at %s: run schema-init to create it".formatted(table, server());
    }

    private String dropped() {
        return ("table %s is missing although its history says it was created: run DROP TABLE %s, then schema-init to"
                        + " create it again")
                .formatted(table, history);
    }
}
