package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.contract.record.Instants;
import io.userautomation.contract.record.UserField;
import io.userautomation.sparkjob.sink.StatementText;
import io.userautomation.sparkjob.transform.ValidUser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Many rows in one statement: an array per column. */
final class UserUpsert implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement statement;

    UserUpsert(Connection connection, String table) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(
                StatementText.load(UserUpsert.class, "upsert-users.sql", Map.of("table", table)));
    }

    /** Inserts or updates the rows, all or none; those older than what is stored change nothing. */
    void execute(List<ValidUser> users) throws SQLException {
        int parameter = 1;
        for (UserField field : UserField.values()) {
            set(parameter++, type(field), users, user -> value(field, user));
        }
        set(parameter++, "timestamptz", users, user -> Instant.ofEpochMilli(
                        user.origin().timestampMillis())
                .toString());
        set(parameter, "int8", users, user -> user.origin().offset());
        statement.executeUpdate();
    }

    private void set(int parameter, String type, List<ValidUser> users, Function<ValidUser, Object> value)
            throws SQLException {
        statement.setArray(
                parameter,
                connection.createArrayOf(type, users.stream().map(value).toArray()));
    }

    private static String type(UserField field) {
        return switch (field) {
            case ID -> "uuid";
            case DOB, REGISTERED_DATE -> "timestamptz";
            default -> "text";
        };
    }

    /** Instants as text in UTC: the driver would write a Timestamp in this machine's time zone. */
    private static String value(UserField field, ValidUser user) {
        String text = field.of(user.user());
        return switch (field) {
            case ID -> user.id().toString();
            case DOB, REGISTERED_DATE ->
                text == null ? null : Instants.parse(text).orElseThrow().toString();
            default -> text;
        };
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
