package io.userautomation.stores;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * Leaves the newest version of each user in a partition of a batch.
 *
 * <p>Two versions with the same timestamp would otherwise mix their cells in Cassandra, and PostgreSQL refuses to touch
 * a row twice in one statement.
 */
public final class NewestById {

    private NewestById() {}

    /** One record per id, the newest by (timestamp, offset), in no order. Holds the partition in memory. */
    public static Collection<ValidUser> of(Iterator<ValidUser> users) {
        Map<UUID, ValidUser> newest = new HashMap<>();
        users.forEachRemaining(user -> newest.merge(user.id(), user, NewestById::newer));
        return newest.values();
    }

    private static ValidUser newer(ValidUser one, ValidUser other) {
        return compare(one.origin(), other.origin()) >= 0 ? one : other;
    }

    private static int compare(IncomingRecord one, IncomingRecord other) {
        int byTimestamp = Long.compare(one.timestampMillis(), other.timestampMillis());
        return byTimestamp != 0 ? byTimestamp : Long.compare(one.offset(), other.offset());
    }
}
