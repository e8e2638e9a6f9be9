package io.userautomation.stores.mysql.write;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many rows in one statement, on a connection of its own. For one thread at a time. */
final class UserUpsert implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserUpsert.class);

    private final Connection connection;
    private final PreparedStatement statement;

    private UserUpsert(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** @throws SQLException when there is no connection to be had */
    static UserUpsert open(MysqlTarget target) throws SQLException {
        Map<String, String> table = Map.of("table", target.table());
        String newer =
                ResourceText.read(UserUpsert.class, "newer-version.sql", table).strip();
        String sql = ResourceText.read(
                UserUpsert.class, "upsert-users.sql", Map.of("table", target.table(), "newer", newer));
        Connection connection = target.connect();
        try {
            return new UserUpsert(connection, connection.prepareStatement(sql));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Inserts or updates the rows, all or none; those older than what is stored change nothing. */
    void execute(List<ValidUser> users) throws SQLException {
        statement.setString(1, JsonRows.of(users));
        statement.executeUpdate();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection did not close", e);
        }
    }
}
