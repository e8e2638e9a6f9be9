package io.userautomation.sparkjob.query;

import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.ValidUser;
import io.userautomation.sparkjob.transform.InvalidRecord;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.WriteTally;
import java.util.HashMap;
import java.util.Map;

/** Dead letters that a store's own query sends while it looks for users, until those before them are stored too. */
final class RefusedRecords {

    private final DeadLetterWriter letters;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private WriteTally tally = new WriteTally();

    RefusedRecords(DeadLetterWriter letters) {
        this.letters = letters;
    }

    /** Each store sends the same dead letter of a record: who reads them goes by what they stand for. */
    void send(InvalidRecord record) {
        letters.send(record.origin(), new Refusal(UserRecordValidator.class.getName(), record.reason(), null));
        tally.deadLettered(new ValidUser(null, null, record.origin()));
        offsets.put(record.origin().partition(), record.origin().offset());
    }

    void flush() {
        if (!offsets.isEmpty()) {
            letters.flush();
        }
    }

    /** Notes those that are flushed as acknowledged, once all that lies before them is. */
    void settle(Map<Integer, Long> acknowledged, WriteTally all) {
        if (offsets.isEmpty()) {
            return;
        }
        offsets.forEach((partition, offset) -> acknowledged.merge(partition, offset, Math::max));
        all.add(tally.written());
        offsets.clear();
        tally = new WriteTally();
    }
}
