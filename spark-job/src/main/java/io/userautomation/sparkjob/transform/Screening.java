package io.userautomation.sparkjob.transform;

import io.userautomation.kafka.formats.UserRecordReader;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.Validation.Invalid;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * Finds the records that no sink can take, by the contract's validator on their raw bytes: {@code from_json} lets through what
 * is no JSON.
 *
 * <p>What names a registry's schema is left out: whether it is valid depends on when the registry is asked, so that each
 * store's query says so for itself ({@link ScreenedUsers}), and dead-letters what it does not store.
 */
public final class Screening {

    private Screening() {}

    /** In their order, one at a time. */
    public static Iterator<InvalidRecord> invalid(Iterator<IncomingRecord> records) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false)
                .map(Screening::invalidOrNull)
                .filter(Objects::nonNull)
                .iterator();
    }

    private static InvalidRecord invalidOrNull(IncomingRecord record) {
        return !UserRecordReader.isFramed(record.value(), record.headers())
                        && UserRecordParser.parse(record.value()) instanceof Invalid invalid
                ? new InvalidRecord(record, invalid.reason())
                : null;
    }
}
