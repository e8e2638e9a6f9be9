package io.userautomation.audit;

import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.UserVersion;
import java.util.UUID;

/**
 * One record of the run, as it was read again.
 *
 * @param partition of the users topic
 * @param version its timestamp and offset
 * @param id the user's; where the record is not valid, one that its key stands for
 * @param user its content; null where the record is not valid
 */
record RunRecord(int partition, UserVersion version, UUID id, UserRecord user) {

    boolean isValid() {
        return user != null;
    }

    /** How messages name a record that has no id. */
    String place() {
        return partition + ":" + version.offset();
    }
}
