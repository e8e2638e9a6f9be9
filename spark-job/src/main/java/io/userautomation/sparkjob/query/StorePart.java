package io.userautomation.sparkjob.query;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.WriteTally;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Stores what is valid in one task's part of a batch, slice by slice. */
final class StorePart {

    private StorePart() {}

    /**
     * Stores and waits.
     *
     * @param before what is acknowledged already, and is left out
     */
    static Part<Written> store(Iterator<IncomingRecord> records, StoreWriter writer, Slice size, Acknowledged before) {
        Iterator<ValidUser> valid = Screening.valid(before.leftOf(records));
        Map<Integer, Long> acknowledged = new HashMap<>(before.offsets());
        WriteTally tally = new WriteTally();
        String outage = null;
        while (outage == null && valid.hasNext()) {
            List<ValidUser> slice = size.next(valid);
            WriteOutcome outcome = writer.write(slice.iterator());
            if (outcome instanceof Unavailable unavailable) {
                outage = unavailable.reason();
            } else {
                tally.add((Written) outcome);
                slice.forEach(user -> acknowledged.put(
                        user.origin().partition(), user.origin().offset()));
            }
        }
        return new Part<>(tally.written(), new Acknowledged(acknowledged), outage);
    }
}
