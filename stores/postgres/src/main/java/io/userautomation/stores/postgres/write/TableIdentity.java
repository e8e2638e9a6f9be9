package io.userautomation.stores.postgres.write;

import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What PostgreSQL itself calls the table: object ids, which a new server counts from the same start, and the server's. */
final class TableIdentity {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private TableIdentity() {}

    static String of(Connection connection, PostgresTarget target) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ResourceText.read(TableIdentity.class, "identity.sql", Map.of()))) {
            query.setString(1, target.table());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return "system %s, database %s, table %s"
                        .formatted(system(connection, target), row.getString(1), row.getString(2));
            }
        }
    }

    /** Drawn when the server's data folder was made; some operators let nobody ask for it, and then the address has to do. */
    private static String system(Connection connection, PostgresTarget target) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(ResourceText.read(TableIdentity.class, "system.sql", Map.of()))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return "at " + target.settings().address();
            }
            throw e;
        }
    }
}
