package io.userautomation.stores.postgres.write;

import io.userautomation.model.record.Instants;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ResourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many rows in one statement, an array per column, on a connection of its own. For one thread at a time. */
final class UserUpsert implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserUpsert.class);

    private final Connection connection;
    private final PreparedStatement statement;

    private UserUpsert(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** @throws SQLException when there is no connection to be had */
    static UserUpsert open(PostgresTarget target) throws SQLException {
        Connection connection = target.connect();
        try {
            return new UserUpsert(
                    connection,
                    connection.prepareStatement(
                            ResourceText.read(UserUpsert.class, "upsert-users.sql", Map.of("table", target.table()))));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Inserts or updates the rows, all or none; those older than what is stored change nothing. */
    void execute(List<ValidUser> users) throws SQLException {
        try {
            PostgresTarget.begin(connection);
            bind(users);
            statement.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /** The session goes on after a refusal; one that is broken can't, as its next use shows. */
    private void rollBack(SQLException error) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    private void bind(List<ValidUser> users) throws SQLException {
        int parameter = 1;
        for (UserField field : UserField.values()) {
            switch (field) {
                case ID ->
                    set(parameter++, "uuid", users, String[]::new, user -> user.id()
                            .toString());
                case DOB, REGISTERED_DATE -> set(parameter++, "int8", users, Long[]::new, user -> millis(field, user));
                default -> set(parameter++, "text", users, String[]::new, user -> field.of(user.user()));
            }
        }
        set(parameter++, "int8", users, Long[]::new, user -> user.origin().timestampMillis());
        set(parameter, "int8", users, Long[]::new, user -> user.origin().offset());
    }

    /** The driver sends arrays of these classes in binary, and others as text. */
    private <T> void set(
            int parameter, String type, List<ValidUser> users, IntFunction<T[]> array, Function<ValidUser, T> value)
            throws SQLException {
        statement.setArray(
                parameter,
                connection.createArrayOf(type, users.stream().map(value).toArray(array)));
    }

    private static Long millis(UserField field, ValidUser user) {
        String text = field.of(user.user());
        return text == null ? null : Instants.parse(text).orElseThrow().toEpochMilli();
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
