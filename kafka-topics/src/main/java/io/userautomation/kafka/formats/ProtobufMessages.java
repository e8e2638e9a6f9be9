package io.userautomation.kafka.formats;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Protobuf by our own schema: its numbers mean the same in every version, which the registry sees to. A field is a text, and
 * its number its place in {@link UserField}, from 1; anything else is refused where it begins, and never read. The message
 * is the first of its file.
 */
final class ProtobufMessages implements MessageCodec {

    private static final UserField[] FIELDS = UserField.values();

    /** How clients write "the first message of the file". */
    private static final byte FIRST_MESSAGE = 0;

    @Override
    public Validation read(FramedValue framed) throws MalformedMessageException {
        try {
            requireFirstMessage(framed);
            return fields(CodedInputStream.newInstance(framed.message()));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException(inWords(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static void requireFirstMessage(FramedValue framed) throws IOException, MalformedMessageException {
        ByteBuffer bytes = framed.indexes();
        CodedInputStream indexes = CodedInputStream.newInstance(bytes);
        int start = bytes.position();
        int count = indexes.readSInt32();
        boolean first = count == 0 || (count == 1 && indexes.readSInt32() == 0);
        if (!first) {
            throw new MalformedMessageException("its message indexes name another message than the first");
        }
        bytes.position(start + indexes.getTotalBytesRead());
        if (framed.idInHeader() && bytes.hasRemaining()) {
            throw new MalformedMessageException("something follows the message indexes in the header");
        }
    }

    private static Validation fields(CodedInputStream message) throws IOException, MalformedMessageException {
        Map<UserField, String> values = new EnumMap<>(UserField.class);
        for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            if (number > FIELDS.length) {
                return new Invalid("the value has a field that the record does not know: number " + number);
            }
            UserField field = FIELDS[number - 1];
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                return new Invalid(field.key() + " must be a string but is something else");
            }
            values.put(field, Utf8.decode(message.readByteArray()));
        }
        return UserRecordValidator.validate(UserRecord.of(values));
    }

    private static String inWords(InvalidProtocolBufferException e) {
        return String.valueOf(e.getMessage()).contains("ended unexpectedly")
                ? "it ends too early, or a length in it is too long"
                : "it is malformed";
    }

    @Override
    public ByteBuffer write(UserRecord user) {
        int length = 1;
        for (int i = 0; i < FIELDS.length; i++) {
            String value = FIELDS[i].of(user);
            length += value == null ? 0 : CodedOutputStream.computeStringSize(i + 1, value);
        }
        byte[] bytes = new byte[length];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawByte(FIRST_MESSAGE);
            for (int i = 0; i < FIELDS.length; i++) {
                String value = FIELDS[i].of(user);
                if (value != null) {
                    out.writeString(i + 1, value);
                }
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return ByteBuffer.wrap(bytes);
    }
}
