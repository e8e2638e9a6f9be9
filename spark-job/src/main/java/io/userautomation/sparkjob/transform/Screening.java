package io.userautomation.sparkjob.transform;

import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import io.userautomation.model.record.Validation.Valid;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sorts records into those that every sink can take and the others, by the contract's validator on their raw bytes:
 * {@code from_json} lets through what is no JSON. Each record comes out on exactly one side.
 */
public final class Screening {

    private Screening() {}

    /** The valid ones, in their order. */
    public static Iterator<ValidUser> valid(Iterator<IncomingRecord> records) {
        return new Sieve<>(records, Screening::validOrNull);
    }

    /** The others, in their order. */
    public static Iterator<InvalidRecord> invalid(Iterator<IncomingRecord> records) {
        return new Sieve<>(records, Screening::invalidOrNull);
    }

    private static ValidUser validOrNull(IncomingRecord record) {
        Validation verdict = UserRecordParser.parse(record.value());
        return verdict instanceof Valid valid
                ? new ValidUser(valid.user(), UUID.fromString(valid.user().id()), record)
                : null;
    }

    private static InvalidRecord invalidOrNull(IncomingRecord record) {
        Validation verdict = UserRecordParser.parse(record.value());
        return verdict instanceof Invalid invalid ? new InvalidRecord(record, invalid.reason()) : null;
    }

    /** Looks one element ahead, since what the function leaves out (null) does not count as one. */
    private static final class Sieve<A, B> implements Iterator<B> {

        private final Iterator<A> source;
        private final Function<A, B> function;
        private B next;

        Sieve(Iterator<A> source, Function<A, B> function) {
            this.source = source;
            this.function = function;
        }

        @Override
        public boolean hasNext() {
            while (next == null && source.hasNext()) {
                next = function.apply(source.next());
            }
            return next != null;
        }

        @Override
        public B next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            B taken = next;
            next = null;
            return taken;
        }
    }
}
