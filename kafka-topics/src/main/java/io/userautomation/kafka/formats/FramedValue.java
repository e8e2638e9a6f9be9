package io.userautomation.kafka.formats;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.model.record.IncomingRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * A value that names the schema it was written with, as the clients of Confluent's registry do: in the header
 * {@value RecordHeaders#VALUE_SCHEMA_ID}, or else before the message, behind a byte 0.
 *
 * @param schemaId the registry's id, or a GUID; null where what stands there is neither
 * @param idInHeader whether a header names it
 * @param indexes what follows the id there: where Protobuf's message indexes stand
 * @param message begins behind them; the same buffer as {@code indexes} where the id stands before the message
 */
record FramedValue(String schemaId, boolean idInHeader, ByteBuffer indexes, ByteBuffer message) {

    private static final byte ID = 0;
    private static final byte GUID = 1;
    private static final int ID_BYTES = 4;
    private static final int GUID_BYTES = 16;

    /** Whether it is to be read so at all; what isn't is JSON, or a tombstone. */
    static boolean isFramed(byte[] value, List<IncomingRecord.Header> headers) {
        return value != null
                && ((value.length > 0 && value[0] == ID)
                        || IncomingRecord.last(headers, RecordHeaders.VALUE_SCHEMA_ID) != null);
    }

    /** @param value one that {@link #isFramed} */
    static FramedValue of(byte[] value, List<IncomingRecord.Header> headers) {
        byte[] header = IncomingRecord.last(headers, RecordHeaders.VALUE_SCHEMA_ID);
        if (header != null) {
            ByteBuffer rest = ByteBuffer.wrap(header);
            return new FramedValue(schemaId(rest, true), true, rest, ByteBuffer.wrap(value));
        }
        ByteBuffer rest = ByteBuffer.wrap(value);
        return new FramedValue(schemaId(rest, false), false, rest, rest);
    }

    /** What names the schema, for messages. */
    String names() {
        return idInHeader ? "header " + RecordHeaders.VALUE_SCHEMA_ID : "registry's magic byte";
    }

    private static String schemaId(ByteBuffer bytes, boolean guidToo) {
        byte magic = bytes.hasRemaining() ? bytes.get() : -1;
        if (magic == ID && bytes.remaining() >= ID_BYTES) {
            return Integer.toUnsignedString(bytes.getInt());
        }
        if (magic == GUID && guidToo && bytes.remaining() >= GUID_BYTES) {
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        }
        return null;
    }
}
