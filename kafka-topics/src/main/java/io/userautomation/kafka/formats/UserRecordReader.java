package io.userautomation.kafka.formats;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Reads records of the users topic in whatever format each of them comes, and has them judged by {@link UserRecordValidator}.
 * Asks nobody. Belongs to one thread.
 *
 * <p>Who changes what is valid raises {@link UserRecordValidator#RULES_VERSION}.
 */
public final class UserRecordReader {

    private final RegisteredSchemas schemas;
    private final Map<String, MessageCodec> codecs = new HashMap<>();
    private final Map<String, MalformedMessageException> brokenSchemas = new HashMap<>();

    public UserRecordReader(RegisteredSchemas schemas) {
        this.schemas = schemas;
    }

    /** Of a record's headers the one that matters here. */
    public static List<Header> headers(Headers headers) {
        org.apache.kafka.common.header.Header named = headers.lastHeader(RecordHeaders.VALUE_SCHEMA_ID);
        return named == null ? List.of() : List.of(new Header(named.key(), named.value()));
    }

    /** Whether a value names a schema, so that whether it is valid depends on what the registry knows. */
    public static boolean isFramed(byte[] value, List<Header> headers) {
        return FramedValue.isFramed(value, headers);
    }

    /** The schema that the record names, where the registry has to be asked for it before the record can be read. */
    public Optional<String> toAskFor(byte[] value, List<Header> headers) {
        if (schemas.complete() || !isFramed(value, headers)) {
            return Optional.empty();
        }
        return Optional.ofNullable(FramedValue.of(value, headers).schemaId())
                .filter(id -> !schemas.byId().containsKey(id));
    }

    /**
     * Reads and judges one.
     *
     * @param value the raw bytes; null for a tombstone
     * @param headers in their order
     */
    public Validation read(byte[] value, List<Header> headers) {
        return isFramed(value, headers) ? read(FramedValue.of(value, headers)) : UserRecordParser.parse(value);
    }

    private Validation read(FramedValue framed) {
        if (framed.schemaId() == null) {
            return new Invalid("the value has a %s, but no schema's id follows it".formatted(framed.names()));
        }
        WriterSchema schema = schemas.byId().get(framed.schemaId());
        if (schema == null) {
            return new Invalid("the value has a %s, and schema id %s is unknown to %s"
                    .formatted(framed.names(), framed.schemaId(), schemas.whose()));
        }
        try {
            return codec(schema).read(framed);
        } catch (MalformedMessageException e) {
            return new Invalid("the value is no %s of schema id %s: %s"
                    .formatted(schema.format().word(), schema.id(), e.getMessage()));
        }
    }

    private MessageCodec codec(WriterSchema schema) throws MalformedMessageException {
        MessageCodec codec = codecs.get(schema.id());
        if (codec != null) {
            return codec;
        }
        MalformedMessageException broken = brokenSchemas.get(schema.id());
        if (broken != null) {
            throw broken;
        }
        try {
            codec = MessageCodecs.of(schema.format(), schema::text);
        } catch (MalformedMessageException e) {
            brokenSchemas.put(schema.id(), e);
            throw e;
        }
        codecs.put(schema.id(), codec);
        return codec;
    }
}
