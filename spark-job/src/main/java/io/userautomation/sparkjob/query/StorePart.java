package io.userautomation.sparkjob.query;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.transform.ScreenedUsers;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
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
 * Stores what is valid in one task's part of a batch, slice by slice, and dead-letters what is invalid in a registry's format.
 * Of a slice that a slow store takes only in part, each half is tried by itself, down to a single user: what it takes is
 * acknowledged, and not written again.
 */
final class StorePart {

    private final StoreWriter writer;
    private final RefusedRecords refused;
    private final Map<Integer, Long> acknowledged;
    private final WriteTally tally = new WriteTally();
    private final Deque<List<ValidUser>> halves = new ArrayDeque<>();

    private StorePart(StoreWriter writer, DeadLetterWriter letters, Acknowledged before) {
        this.writer = writer;
        this.refused = new RefusedRecords(letters);
        this.acknowledged = new HashMap<>(before.offsets());
    }

    /**
     * Stores and waits.
     *
     * @param letters takes what is invalid in a registry's format
     * @param schemas what is known of the registry
     * @param before what is acknowledged already, and is left out
     */
    static Part<Written> store(
            Iterator<IncomingRecord> records,
            StoreWriter writer,
            DeadLetterWriter letters,
            RegisteredSchemas schemas,
            Slice size,
            Acknowledged before) {
        StorePart part = new StorePart(writer, letters, before);
        ScreenedUsers users = new ScreenedUsers(before.leftOf(records), schemas, part.refused::send);
        String outage = part.store(users, size);
        return new Part<>(
                part.tally.written(),
                new Acknowledged(part.acknowledged),
                outage,
                users.unknownSchema().orElse(null));
    }

    /** @return why it came no further, or null */
    private String store(Iterator<ValidUser> valid, Slice size) {
        try {
            String outage = null;
            while (outage == null && (!halves.isEmpty() || valid.hasNext())) {
                if (halves.isEmpty()) {
                    halves.push(size.next(valid));
                    refused.flush();
                }
                outage = write(halves.pop());
                if (outage == null && halves.isEmpty()) {
                    refused.settle(acknowledged, tally);
                }
            }
            if (outage == null) {
                refused.flush();
                refused.settle(acknowledged, tally);
            }
            return outage;
        } catch (DeadLettersUnavailableException e) {
            return e.getMessage();
        }
    }

    private String write(List<ValidUser> slice) {
        WriteOutcome outcome = writer.write(slice.iterator());
        if (outcome instanceof Written written) {
            tally.add(written);
            slice.forEach(user ->
                    acknowledged.put(user.origin().partition(), user.origin().offset()));
        } else if (outcome instanceof Unavailable unavailable) {
            if (unavailable.acknowledged() > 0 && slice.size() > 1) {
                // It takes some, so that it is to be given less at once.
                halves.push(slice.subList(slice.size() / 2, slice.size()));
                halves.push(slice.subList(0, slice.size() / 2));
            } else {
                return unavailable.reason();
            }
        }
        return null;
    }
}
