package io.userautomation.stores.mysql;

import io.userautomation.model.record.UserField;
import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of the users as it has to be, and as it is. */
public final class UsersTable {

    private static final String CHARACTERS = "utf8mb4";

    /**
     * A column as the server has it.
     *
     * @param name of the column
     * @param type as it is declared; with the characters, where these are not all of Unicode
     * @param refusesNull not nullable and without a default
     * @param inPrimaryKey whether it is part of the primary key
     * @param isTable whether it is a table's, and not a view's
     * @param engine that keeps the table; null for a view
     */
    public record Column(
            String name, String type, boolean refusesNull, boolean inPrimaryKey, boolean isTable, String engine) {}

    private UsersTable() {}

    /** Types by column, in order. */
    public static Map<String, String> expected() {
        Map<String, String> types = new LinkedHashMap<>();
        for (UserField field : UserField.values()) {
            types.put(
                    field.key(),
                    switch (field) {
                        case ID -> "char(36)";
                        case DOB, REGISTERED_DATE -> "datetime(3)";
                        default -> "text";
                    });
        }
        types.put("event_time", "datetime(3)");
        types.put("kafka_offset", "bigint");
        types.put("ingested_at", "datetime(6)");
        return types;
    }

    /** The columns in order; empty where there is no such table in the connection's database. */
    public static List<Column> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ResourceText.read(UsersTable.class, "columns.sql"))) {
            query.setString(1, table);
            List<Column> columns = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("column_name"),
                            type(rows),
                            rows.getBoolean("refuses_null"),
                            rows.getBoolean("in_primary_key"),
                            rows.getString("kind").equals("BASE TABLE"),
                            rows.getString("engine")));
                }
            }
            return columns;
        }
    }

    public static Map<String, String> types(List<Column> columns) {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    /** An id is plain ASCII, which every set of characters has. */
    private static String type(ResultSet row) throws SQLException {
        String type = row.getString("column_type");
        String characters = row.getString("character_set");
        boolean fits = characters == null
                || characters.equals(CHARACTERS)
                || row.getString("column_name").equals("id");
        return fits ? type : type + " character set " + characters;
    }
}
