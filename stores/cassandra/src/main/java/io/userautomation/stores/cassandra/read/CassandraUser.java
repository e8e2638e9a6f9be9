package io.userautomation.stores.cassandra.read;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.UserVersion;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A row of Cassandra.
 *
 * @param user its columns, all text
 * @param writeTimesMicros when each column that is not null was written; for a row of the pipeline's all the same: the
 *     record's Kafka timestamp
 */
public record CassandraUser(UserRecord user, List<Long> writeTimesMicros) implements StoredUser {

    private static final long MICROS_PER_MILLI = 1_000;

    public CassandraUser {
        writeTimesMicros = List.copyOf(writeTimesMicros);
    }

    @Override
    public boolean holds(UserRecord wanted) {
        for (UserField field : UserField.values()) {
            if (field != UserField.ID && !Objects.equals(field.of(user), field.of(wanted))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether all columns were written together, later. A row that somebody altered is no version of the pipeline's:
     * its columns differ in age, or their age is no whole millisecond as Kafka's timestamps are.
     */
    @Override
    public boolean isNewerThan(UserVersion version) {
        if (writeTimesMicros.stream().distinct().count() != 1) {
            return false;
        }
        long written = writeTimesMicros.get(0);
        return written % MICROS_PER_MILLI == 0 && written > TimeUnit.MILLISECONDS.toMicros(version.timestampMillis());
    }
}
