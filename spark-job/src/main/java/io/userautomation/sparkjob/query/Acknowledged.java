package io.userautomation.sparkjob.query;

import io.userautomation.model.record.IncomingRecord;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * How far a batch is acknowledged. One task takes all of a partition's records, in the order of their offsets, so that one
 * offset for each partition says it.
 *
 * @param offsets per partition of the users topic the last offset that is acknowledged, as is whatever lies before it
 */
record Acknowledged(Map<Integer, Long> offsets) implements Serializable {

    static final Acknowledged NOTHING = new Acknowledged(Map.of());

    Acknowledged {
        offsets = Map.copyOf(offsets);
    }

    boolean holds(IncomingRecord record) {
        return record.offset() <= offsets.getOrDefault(record.partition(), -1L);
    }

    /** What is still to be taken of these, one at a time. */
    Iterator<IncomingRecord> leftOf(Iterator<IncomingRecord> records) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false)
                .filter(record -> !holds(record))
                .iterator();
    }

    /** The further of both in each partition. */
    Acknowledged and(Acknowledged other) {
        Map<Integer, Long> furthest = new HashMap<>(offsets);
        other.offsets.forEach((partition, offset) -> furthest.merge(partition, offset, Math::max));
        return new Acknowledged(furthest);
    }
}
