package io.userautomation.stores;

import io.userautomation.model.record.UserRecord;

/** A user's row, as one database holds it. */
public interface StoredUser {

    /** Whether the row has the content of {@code user}, as far as the database can tell contents apart. */
    boolean holds(UserRecord user);

    /** Whether the row is a version after {@code version}, so that its content may differ. */
    boolean isNewerThan(UserVersion version);
}
