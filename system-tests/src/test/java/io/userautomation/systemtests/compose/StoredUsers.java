package io.userautomation.systemtests.compose;

import io.userautomation.localstack.Finished;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How many users there are, as a person asks the databases. */
final class StoredUsers {

    private static final String NO_SUCH_TABLE = "42P01";

    private final ComposeStack stack;

    StoredUsers(ComposeStack stack) {
        this.stack = stack;
    }

    long inCassandra() {
        return number(cql("SELECT count(*) FROM spark_streams.created_users"));
    }

    /** The lines that {@code cqlsh} writes. */
    List<String> cql(String query) {
        return lines(stack.exec("cassandra", "cqlsh", "--execute", query));
    }

    /** 0 also where the table is not yet there. By the published port: whoever asks again and again starts no process for it. */
    long inPostgres() {
        try (Connection connection = stack.userData();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM user_data")) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw new AssertionError("PostgreSQL does not say how many users it holds", e);
        }
    }

    private static List<String> lines(Finished query) {
        return DockerCommands.succeeded(query).stdout();
    }

    private static long number(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no number in " + lines));
    }
}
