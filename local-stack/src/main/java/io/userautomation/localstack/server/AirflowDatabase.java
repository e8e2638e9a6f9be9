package io.userautomation.localstack.server;

import io.userautomation.localstack.StackException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Airflow's database in the stack's PostgreSQL, which belongs to a user of Airflow's own.
 *
 * @param password that user's, of letters and digits
 */
record AirflowDatabase(String password) {
    private static final String NAME = "airflow";

    /** Makes what isn't there yet. */
    void create(PostgresServer postgres) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            boolean userThere = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + NAME + "'");
            statement.execute(
                    "%s ROLE %s LOGIN PASSWORD '%s'".formatted(userThere ? "ALTER" : "CREATE", NAME, password));
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, NAME));
            }
        } catch (SQLException e) {
            throw new StackException("Airflow's database can't be created: " + e.getMessage(), e);
        }
    }

    /** As SQLAlchemy writes it, with the password. */
    String url(int port) {
        return "postgresql+psycopg2://%s:%s@127.0.0.1:%s/%s".formatted(NAME, password, port, NAME);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
