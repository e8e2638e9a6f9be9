package io.userautomation.kafka.formats;

import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro by the schema that it was written with, field by field. A field of a user is a text or null, so that arrays, maps and
 * records are refused where they begin: however long or deep they claim to be, nothing of them is read.
 */
final class AvroMessages implements MessageCodec {

    private final Schema schema;
    private BinaryDecoder decoder;

    /** @throws MalformedMessageException where the text is no schema of a record */
    AvroMessages(String schema) throws MalformedMessageException {
        try {
            this.schema = new Schema.Parser().parse(schema);
        } catch (RuntimeException | StackOverflowError e) {
            // The parser says so in several ways.
            throw new MalformedMessageException("its schema is no valid Avro schema", e);
        }
        if (this.schema.getType() != Schema.Type.RECORD) {
            throw new MalformedMessageException("its schema is not one of a record but of "
                    + this.schema.getType().getName());
        }
    }

    @Override
    public Validation read(FramedValue framed) throws MalformedMessageException {
        ByteBuffer message = framed.message();
        decoder = DecoderFactory.get()
                .binaryDecoder(
                        message.array(), message.arrayOffset() + message.position(), message.remaining(), decoder);
        Map<UserField, String> values = new EnumMap<>(UserField.class);
        try {
            for (Schema.Field written : schema.getFields()) {
                UserField field = UserField.withKey(written.name());
                if (field == null) {
                    return new Invalid("the value has a key that the record does not know: "
                            + UserRecordParser.shown(written.name()));
                }
                Schema type = branch(written.schema());
                switch (type.getType()) {
                    case NULL -> values.put(field, null);
                    case STRING -> values.put(field, text(message.remaining()));
                    case INT, LONG -> {
                        if (field != UserField.POST_CODE) {
                            return new Invalid(field.key() + " must be a string but is a number");
                        }
                        values.put(field, Long.toString(decoder.readLong()));
                    }
                    default -> {
                        String name = type.getType().name().toLowerCase(Locale.ROOT);
                        return new Invalid("%s must be a string but is of Avro's type %s".formatted(field.key(), name));
                    }
                }
            }
            if (!decoder.isEnd()) {
                throw new MalformedMessageException("something follows the record");
            }
        } catch (EOFException e) {
            throw new MalformedMessageException("it ends too early", e);
        } catch (IOException | AvroRuntimeException e) {
            throw new MalformedMessageException("a number in it is malformed", e);
        }
        return UserRecordValidator.validate(UserRecord.of(values));
    }

    private Schema branch(Schema type) throws IOException, MalformedMessageException {
        if (type.getType() != Schema.Type.UNION) {
            return type;
        }
        List<Schema> branches = type.getTypes();
        int index = decoder.readIndex();
        if (index < 0 || index >= branches.size()) {
            throw new MalformedMessageException("it names a branch that a union does not have");
        }
        return branches.get(index);
    }

    /** Memory is asked for once it is known that the message may have so much. */
    private String text(int atMost) throws IOException, MalformedMessageException {
        long length = decoder.readLong();
        if (length < 0 || length > atMost) {
            throw new MalformedMessageException("a text in it claims to be longer than all of it");
        }
        byte[] bytes = new byte[(int) length];
        decoder.readFixed(bytes);
        return Utf8.decode(bytes);
    }

    /** By a schema of ours, whose optional fields are unions of null and a string. */
    @Override
    public ByteBuffer write(UserRecord user) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(RecordEncoder.TYPICAL_LENGTH);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            for (UserField field : UserField.values()) {
                String value = field.of(user);
                if (!field.required()) {
                    encoder.writeIndex(value == null ? 0 : 1);
                }
                if (value != null) {
                    encoder.writeString(value);
                }
            }
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
