package io.userautomation.stores.postgres.write;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.record.UserField;
import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the table that is there with what the writer writes; how it came there is schema-init's business. */
final class TableCheck {

    private static final Map<String, String> EXPECTED = expected();

    private TableCheck() {}

    /** @throws TaskException naming all that differs */
    static void check(Connection connection, PostgresTarget target) throws SQLException {
        Map<String, String> found = columns(connection, target.table());
        if (found.isEmpty()) {
            throw failed(target, "does not exist; run schema-init, or grant USAGE on its schema (docs/permissions.md)");
        }
        List<String> differences = EXPECTED.entrySet().stream()
                .filter(column -> !column.getValue().equals(found.get(column.getKey())))
                .map(column -> "%s is %s, not %s"
                        .formatted(column.getKey(), found.getOrDefault(column.getKey(), "missing"), column.getValue()))
                .toList();
        if (!differences.isEmpty()) {
            throw failed(target, "is another one: " + String.join(", ", differences) + "; run schema-init");
        }
        probe(connection, target);
    }

    /** @throws SQLException when the table can't be written now, a standby's being read-only included */
    static void probe(Connection connection, PostgresTarget target) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        ResourceText.read(TableCheck.class, "probe.sql", Map.of("table", target.table())))) {
            answer.next();
            if (answer.getBoolean(1)) {
                throw new SQLTransientConnectionException("it is a standby and read-only", "25006");
            }
        }
    }

    private static Map<String, String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ResourceText.read(TableCheck.class, "columns.sql", Map.of()))) {
            query.setString(1, table);
            Map<String, String> columns = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
            }
            return columns;
        }
    }

    private static Map<String, String> expected() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (UserField field : UserField.values()) {
            columns.put(field.key(), type(field));
        }
        columns.put("event_time", "timestamp with time zone");
        columns.put("kafka_offset", "bigint");
        columns.put("ingested_at", "timestamp with time zone");
        return columns;
    }

    private static String type(UserField field) {
        return switch (field) {
            case ID -> "uuid";
            case DOB, REGISTERED_DATE -> "timestamp with time zone";
            default -> "text";
        };
    }

    private static TaskException failed(PostgresTarget target, String what) {
        return new TaskException(ExitStatus.FAILED, target + ", " + what);
    }
}
