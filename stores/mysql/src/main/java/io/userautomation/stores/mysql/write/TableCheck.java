package io.userautomation.stores.mysql.write;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.mysql.UsersTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Looks at the table that is there: whether it is what the writer writes, can be written, and is the one of last time. */
final class TableCheck {

    private static final int READ_ONLY = 1290;

    private TableCheck() {}

    /** @throws TaskException naming all that differs */
    static void check(Connection connection, MysqlTarget target) throws SQLException {
        Map<String, String> found = UsersTable.types(UsersTable.columns(connection, target.table()));
        if (found.isEmpty()) {
            throw failed(target, "does not exist; run schema-init, or have it granted (docs/permissions.md)");
        }
        List<String> differences = UsersTable.expected().entrySet().stream()
                .filter(column -> !column.getValue().equals(found.get(column.getKey())))
                .map(column -> "%s is %s, not %s"
                        .formatted(column.getKey(), found.getOrDefault(column.getKey(), "missing"), column.getValue()))
                .toList();
        if (!differences.isEmpty()) {
            throw failed(target, "is another one: " + String.join(", ", differences) + "; run schema-init");
        }
        probe(connection, target);
    }

    /** @throws SQLException when the table can't be written now, a replica's being read-only included */
    static void probe(Connection connection, MysqlTarget target) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        ResourceText.read(TableCheck.class, "probe.sql", Map.of("table", target.table())))) {
            answer.next();
            if (answer.getBoolean(1)) {
                throw new SQLTransientConnectionException("it is read-only, as a replica is", "HY000", READ_ONLY);
            }
        }
    }

    /**
     * What the server itself knows of the table: when it was created, which a change of its columns renews. A checkpoint made
     * anew for that reads again what Kafka still has, and changes no row.
     */
    static String identity(Connection connection, MysqlTarget target) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ResourceText.read(TableCheck.class, "identity.sql"))) {
            query.setString(1, target.table());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw failed(target, "does not exist; run schema-init, or have it granted (docs/permissions.md)");
                }
                return "server %s, database %s, table of %s"
                        .formatted(row.getString(1), row.getString(2), row.getString(3));
            }
        }
    }

    private static TaskException failed(MysqlTarget target, String what) {
        return new TaskException(ExitStatus.FAILED, target + ", " + what);
    }
}
