package io.userautomation.stores.postgres.write;

import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What PostgreSQL itself calls the table: object ids, which a new server counts from the same start, and the server's. */
final class TableIdentity {

    /** Insufficient privilege, undefined function, not supported. */
    private static final Set<String> NOT_TO_BE_HAD = Set.of("42501", "42883", "0A000");

    private TableIdentity() {}

    static String of(Connection connection, PostgresTarget target) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ResourceText.read(TableIdentity.class, "identity.sql", Map.of()))) {
            query.setString(1, target.table());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return "system %s, database %s, table %s%s"
                        .formatted(
                                system(connection)
                                        .orElse("at " + target.settings().address()),
                                row.getString(1),
                                row.getString(2),
                                timeline(connection));
            }
        }
    }

    /** Nothing for a server's first: most have no other, and their checkpoints are older than this part of the name. */
    private static String timeline(Connection connection) throws SQLException {
        return permitted(connection, "timeline.sql")
                .filter(timeline -> !timeline.equals("1"))
                .map(", timeline %s"::formatted)
                .orElse("");
    }

    /** Drawn when the server's data folder was made; where it may not be asked for, the address has to do. */
    private static Optional<String> system(Connection connection) throws SQLException {
        return permitted(connection, "system.sql");
    }

    /** Some operators let nobody ask for these, and some servers know nothing of them. */
    private static Optional<String> permitted(Connection connection, String file) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ResourceText.read(TableIdentity.class, file, Map.of()))) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        } catch (SQLException e) {
            if (NOT_TO_BE_HAD.contains(String.valueOf(e.getSQLState()))) {
                connection.rollback(before);
                return Optional.empty();
            }
            throw e;
        }
    }
}
