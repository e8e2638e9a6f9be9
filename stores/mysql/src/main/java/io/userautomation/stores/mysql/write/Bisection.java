package io.userautomation.stores.mysql.write;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import io.userautomation.stores.mysql.MysqlFailure;
import io.userautomation.stores.mysql.MysqlSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Stores a chunk and finds, by halves, the rows that cause a data error. For one thread. */
final class Bisection {

    /** @param reason without the row's content */
    record Refused(ValidUser user, SQLException error, String reason) {}

    private final UserUpsert upsert;
    private final MysqlSettings settings;
    private final List<ValidUser> stored = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private Bisection(UserUpsert upsert, MysqlSettings settings) {
        this.upsert = upsert;
        this.settings = settings;
    }

    /** @throws SQLException for anything but data errors */
    static Bisection store(List<ValidUser> users, UserUpsert upsert, MysqlSettings settings) throws SQLException {
        Bisection bisection = new Bisection(upsert, settings);
        bisection.store(users);
        return bisection;
    }

    private void store(List<ValidUser> users) throws SQLException {
        try {
            upsert.execute(users);
            stored.addAll(users);
        } catch (SQLException e) {
            StoreFailure failure = MysqlFailure.of(e, settings);
            if (failure.kind() != FailureKind.DATA) {
                throw e;
            }
            if (users.size() == 1) {
                refused.add(new Refused(users.get(0), e, failure.sentence()));
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
