package io.userautomation.kafka.formats;

import java.util.function.Supplier;

/** Which codec reads and writes which format. A format's library is loaded once a message of it is met. */
final class MessageCodecs {

    private MessageCodecs() {}

    /** By a schema of ours, which is valid. */
    static MessageCodec ours(RecordFormat format) {
        try {
            return of(format, () -> RecordSchema.text(format));
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("the record's own schema is broken", e);
        }
    }

    /** @throws MalformedMessageException where {@code schema} is none that a user could be written with */
    static MessageCodec of(RecordFormat format, Supplier<String> schema) throws MalformedMessageException {
        return switch (format) {
            case JSON, JSON_SCHEMA -> new JsonMessages();
            case AVRO -> new AvroMessages(schema.get());
            case PROTOBUF -> new ProtobufMessages();
        };
    }
}
