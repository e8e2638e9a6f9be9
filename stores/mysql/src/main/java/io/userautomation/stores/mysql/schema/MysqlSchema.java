package io.userautomation.stores.mysql.schema;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.StoreFailure;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlFailure;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.UsersTable;
import io.userautomation.stores.mysql.UsersTable.Column;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.mariadb.jdbc.MariaDbDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' table, migrated by Flyway with a history of its own per table name. */
public final class MysqlSchema implements ServerSchema {

    /** A statement that waits for another's lock ends with an error instead of waiting for ever. */
    private static final Duration STATEMENT = Duration.ofSeconds(60);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** From these on they take rows from JSON: MySQL 8, MariaDB 10.6. */
    private static final int FIRST_MYSQL = 8;

    private static final int FIRST_MARIADB = 10;
    private static final int FIRST_MARIADB_MINOR = 6;

    private static final Logger LOG = LoggerFactory.getLogger(MysqlSchema.class);

    private final MysqlSettings settings;
    private final String table;
    private final String history;
    private final TableInspection inspection;
    private Connection connection;

    public MysqlSchema(MysqlSettings settings) {
        this.settings = settings;
        this.table = settings.table();
        this.history = table + "_schema_history";
        this.inspection = new TableInspection(table);
    }

    @Override
    public String server() {
        return "MySQL at " + settings.address();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return settings.addresses();
    }

    @Override
    public void connect() throws SQLException {
        close();
        connection = open();
        requireVersion();
    }

    private void requireVersion() throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int major = server.getDatabaseMajorVersion();
        boolean mariadb = server.getDatabaseProductName().equals("MariaDB");
        boolean old = mariadb
                ? major < FIRST_MARIADB
                        || (major == FIRST_MARIADB && server.getDatabaseMinorVersion() < FIRST_MARIADB_MINOR)
                : major < FIRST_MYSQL;
        if (old) {
            String version = server.getDatabaseProductVersion();
            close();
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s is version %s, which can't take rows from JSON: MySQL 8.4 or MariaDB 11.4 can"
                            .formatted(server(), version));
        }
    }

    @Override
    public void create(Summary summary) throws SQLException {
        if (!has(history)) {
            refuseForeignTable(UsersTable.columns(connection, table));
        }
        try {
            int migrations = flyway().migrate().migrationsExecuted;
            summary.with("mysql_migrations", migrations);
            if (migrations > 0) {
                LOG.info("migrations applied table={} count={}", table, migrations);
            }
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException refused && MysqlFailure.isPermission(refused)) {
                throw MysqlFailure.of(refused, settings).fatal();
            }
            throw new TaskException(
                    ExitStatus.FAILED,
                    "table %s can't be migrated at %s: %s".formatted(table, server(), Reason.of(e)),
                    e);
        }
    }

    @Override
    public void repair(Summary summary) throws SQLException {
        Map<String, String> columns = inspection.addable(UsersTable.columns(connection, table));
        for (Map.Entry<String, String> column : columns.entrySet()) {
            Map<String, String> values =
                    Map.of("table", table, "column", column.getKey(), "definition", column.getValue());
            try (Statement statement = connection.createStatement()) {
                statement.execute(ResourceText.read(MysqlSchema.class, "add-column.sql", values));
            }
            LOG.info("column added table={} column={}", table, column.getKey());
        }
        summary.with("mysql_columns_added", List.copyOf(columns.keySet()));
    }

    @Override
    public List<String> differences(Summary summary) throws SQLException {
        List<Column> found = UsersTable.columns(connection, table);
        boolean hasHistory = has(history);
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
            return MysqlConnections.open(settings, CONNECT, STATEMENT);
        } catch (SQLException e) {
            StoreFailure failure = MysqlConnections.failure(e, settings);
            if (!failure.isOutage()) {
                throw failure.fatal();
            }
            throw e;
        }
    }

    private boolean has(String name) throws SQLException {
        return !UsersTable.columns(connection, name).isEmpty();
    }

    private Flyway flyway() throws SQLException {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(new SessionSource())
                .defaultSchema(connection.getCatalog())
                .locations("classpath:io/userautomation/stores/mysql/migrations")
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

    /** Flyway's connections are ours: strict, and in UTC. */
    @SuppressWarnings("serial") // never travels
    private final class SessionSource extends MariaDbDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return MysqlConnections.open(settings, CONNECT, STATEMENT);
        }
    }
}
