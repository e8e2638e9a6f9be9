package io.userautomation.sparkjob.transform;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.formats.UserRecordReader;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.ValidUser;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import io.userautomation.model.record.Validation.Valid;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The users that every sink can take, in their order, by the contract's validator on the raw bytes. It ends before the first
 * record that can't be judged until the registry was asked.
 */
public final class ScreenedUsers implements Iterator<ValidUser> {

    private final Iterator<IncomingRecord> records;
    private final UserRecordReader reader;
    private final Consumer<InvalidRecord> refused;
    private ValidUser next;
    private String unknownSchema;

    /**
     * Users among records.
     *
     * @param schemas what is known of the registry
     * @param refused takes what is invalid and names a schema; other invalid records are the dead letters' query's
     */
    public ScreenedUsers(Iterator<IncomingRecord> records, RegisteredSchemas schemas, Consumer<InvalidRecord> refused) {
        this.records = records;
        this.reader = new UserRecordReader(schemas);
        this.refused = refused;
    }

    @Override
    public boolean hasNext() {
        while (next == null && unknownSchema == null && records.hasNext()) {
            screen(records.next());
        }
        return next != null;
    }

    @Override
    public ValidUser next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ValidUser taken = next;
        next = null;
        return taken;
    }

    /** The schema that it ended before; empty where it came to the last record. */
    public Optional<String> unknownSchema() {
        return Optional.ofNullable(unknownSchema);
    }

    private void screen(IncomingRecord record) {
        unknownSchema = reader.toAskFor(record.value(), record.headers()).orElse(null);
        if (unknownSchema != null) {
            return;
        }
        Validation verdict = reader.read(record.value(), record.headers());
        if (verdict instanceof Valid valid) {
            next = new ValidUser(valid.user(), UUID.fromString(valid.user().id()), record);
        } else if (verdict instanceof Invalid invalid && UserRecordReader.isFramed(record.value(), record.headers())) {
            refused.accept(new InvalidRecord(record, invalid.reason()));
        }
    }
}
