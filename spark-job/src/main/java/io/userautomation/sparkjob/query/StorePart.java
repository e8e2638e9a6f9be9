package io.userautomation.sparkjob.query;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.WriteTally;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Stores what is valid in one task's part of a batch, slice by slice. Of a slice that a slow store takes only in part, each half
 * is tried by itself, down to a single user: what it takes is acknowledged, and not written again.
 */
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
        Deque<List<ValidUser>> halves = new ArrayDeque<>();
        String outage = null;
        while (outage == null && (!halves.isEmpty() || valid.hasNext())) {
            List<ValidUser> slice = halves.isEmpty() ? size.next(valid) : halves.pop();
            WriteOutcome outcome = writer.write(slice.iterator());
            if (outcome instanceof Written written) {
                tally.add(written);
                slice.forEach(user -> acknowledged.put(
                        user.origin().partition(), user.origin().offset()));
            } else if (outcome instanceof Unavailable unavailable) {
                if (unavailable.acknowledged() > 0 && slice.size() > 1) {
                    // It takes some, so that it is to be given less at once.
                    halves.push(slice.subList(slice.size() / 2, slice.size()));
                    halves.push(slice.subList(0, slice.size() / 2));
                } else {
                    outage = unavailable.reason();
                }
            }
        }
        return new Part<>(tally.written(), new Acknowledged(acknowledged), outage);
    }
}
