package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.sparkjob.transform.ValidUser;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores a chunk and narrows a data error down to the rows that cause it, by halves. For one thread. */
final class Narrowing {

    /** @param reason without the row's content */
    record Refused(ValidUser user, SQLException error, String reason) {}

    private final UserUpsert upsert;
    private final List<ValidUser> stored = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private Narrowing(UserUpsert upsert) {
        this.upsert = upsert;
    }

    /** @throws SQLException for anything but data errors */
    static Narrowing store(List<ValidUser> users, UserUpsert upsert) throws SQLException {
        Narrowing narrowing = new Narrowing(upsert);
        narrowing.store(users);
        return narrowing;
    }

    private void store(List<ValidUser> users) throws SQLException {
        try {
            upsert.execute(users);
            stored.addAll(users);
        } catch (SQLException e) {
            if (!PostgresFailure.isDataError(e)) {
                throw e;
            }
            if (users.size() == 1) {
                refused.add(new Refused(users.get(0), e, PostgresFailure.refusal(e)));
            } else {
                int half = users.size() / 2;
                store(users.subList(0, half));
                store(users.subList(half, users.size()));
            }
        }
    }

    List<ValidUser> stored() {
        return stored;
    }

    List<Refused> refused() {
        return refused;
    }
}
