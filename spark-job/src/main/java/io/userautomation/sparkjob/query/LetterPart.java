package io.userautomation.sparkjob.query;

import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.transform.InvalidRecord;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;

/** Sends what is invalid in one task's part of a batch, and knows of each dead letter whether it is acknowledged. */
final class LetterPart {

    /** A record's, without the record, which may be large. */
    private record Place(int partition, long offset) {}

    private final DeadLetterWriter writer;
    private final Map<Integer, Long> acknowledged;
    private final Queue<Place> waiting = new ArrayDeque<>();
    private long done;

    private LetterPart(DeadLetterWriter writer, Acknowledged before) {
        this.writer = writer;
        this.acknowledged = new HashMap<>(before.offsets());
        this.done = writer.acknowledged();
    }

    /**
     * Sends and waits.
     *
     * @param before what is acknowledged already, and is left out
     * @return how many dead letters were acknowledged
     */
    static Part<Long> send(Iterator<IncomingRecord> records, DeadLetterWriter writer, Acknowledged before) {
        return new LetterPart(writer, before).send(Screening.invalid(before.leftOf(records)));
    }

    private Part<Long> send(Iterator<InvalidRecord> invalid) {
        long start = done;
        String outage = null;
        try {
            while (invalid.hasNext()) {
                InvalidRecord record = invalid.next();
                waiting.add(
                        new Place(record.origin().partition(), record.origin().offset()));
                writer.send(record.origin(), new Refusal(UserRecordValidator.class.getName(), record.reason(), null));
                note();
            }
            if (!waiting.isEmpty()) {
                writer.flush();
            }
        } catch (DeadLettersUnavailableException e) {
            outage = e.getMessage();
        }
        note();
        return new Part<>(done - start, new Acknowledged(acknowledged), outage);
    }

    /** Notes those that were acknowledged since. */
    private void note() {
        for (long all = writer.acknowledged(); done < all; done++) {
            Place place = waiting.remove();
            acknowledged.put(place.partition(), place.offset());
        }
    }
}
