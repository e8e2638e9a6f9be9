package io.userautomation.stores.postgres.schema;

import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a database knows of a table. */
final class Catalog {

    private static final String COLUMNS = ResourceText.read(Catalog.class, "columns.sql");

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    /** The database's encoding, as PostgreSQL calls it. */
    String encoding() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            return row.getString(1);
        }
    }

    boolean has(String table) throws SQLException {
        return !columns(table).isEmpty();
    }

    /** The table's columns in order; empty where there is no such table. */
    List<Column> columns(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            List<Column> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("column_name"),
                            rows.getString("column_type"),
                            rows.getBoolean("not_null") && !rows.getBoolean("has_default"),
                            rows.getBoolean("in_primary_key"),
                            rows.getString("kind")));
                }
            }
            return columns;
        }
    }
}
