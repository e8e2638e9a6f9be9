package io.userautomation.kafka.formats;

import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.nio.ByteBuffer;

/** Reads and writes messages of one schema. Not for several threads at once. */
interface MessageCodec {

    /**
     * Reads what {@code framed} holds and has it judged.
     *
     * @throws MalformedMessageException where the bytes are none of this schema
     */
    Validation read(FramedValue framed) throws MalformedMessageException;

    /** The bytes that follow the schema's id. */
    ByteBuffer write(UserRecord user);
}
