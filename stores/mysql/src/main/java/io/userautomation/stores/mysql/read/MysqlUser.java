package io.userautomation.stores.mysql.read;

import io.userautomation.model.record.Instants;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.UserVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A row of MySQL.
 *
 * @param user its text columns; both dates null
 * @param dob the date of birth, which is no text there
 * @param registeredDate likewise
 * @param eventTime Kafka timestamp of the version stored
 * @param kafkaOffset its offset
 */
public record MysqlUser(UserRecord user, Instant dob, Instant registeredDate, Instant eventTime, long kafkaOffset)
        implements StoredUser {

    @Override
    public boolean holds(UserRecord wanted) {
        for (UserField field : UserField.values()) {
            boolean same =
                    switch (field) {
                        case ID -> true;
                        case DOB -> isSame(dob, wanted.dob());
                        case REGISTERED_DATE -> isSame(registeredDate, wanted.registeredDate());
                        default -> Objects.equals(field.of(user), field.of(wanted));
                    };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isNewerThan(UserVersion version) {
        if (eventTime == null) {
            return false;
        }
        int order = eventTime.compareTo(Instant.ofEpochMilli(version.timestampMillis()));
        return order > 0 || (order == 0 && kafkaOffset > version.offset());
    }

    private static boolean isSame(Instant stored, String wanted) {
        Instant expected = wanted == null ? null : Instants.parse(wanted).orElse(null);
        return Objects.equals(stored == null ? null : stored.truncatedTo(ChronoUnit.MILLIS), expected);
    }
}
