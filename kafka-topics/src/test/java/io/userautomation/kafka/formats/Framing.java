package io.userautomation.kafka.formats;

import io.userautomation.model.record.IncomingRecord.Header;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes values as clients of a registry do, and as nobody should. */
final class Framing {

    static final UUID GUID = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000007");

    /** A subject with the record's own schemas: JSON Schema 5, Avro 7, Protobuf 9; the Avro one by GUID, too. */
    static final RegisteredSchemas OURS = new RegisteredSchemas(
            Map.of(
                    "5",
                    ours("5", RecordFormat.JSON_SCHEMA),
                    "7",
                    ours("7", RecordFormat.AVRO),
                    GUID.toString(),
                    ours("7", RecordFormat.AVRO),
                    "9",
                    ours("9", RecordFormat.PROTOBUF)),
            true,
            "subject users_created-value");

    private Framing() {}

    static WriterSchema ours(String id, RecordFormat format) {
        return new WriterSchema(id, 1, format, RecordSchema.text(format));
    }

    static int idOf(RecordFormat format) {
        return switch (format) {
            case JSON -> throw new IllegalArgumentException("names no schema");
            case JSON_SCHEMA -> 5;
            case AVRO -> 7;
            case PROTOBUF -> 9;
        };
    }

    static byte[] framed(int id, byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static List<Header> guidHeader(UUID guid, int... rest) {
        ByteBuffer value = ByteBuffer.allocate(17 + rest.length)
                .put((byte) 1)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits());
        for (int each : rest) {
            value.put((byte) each);
        }
        return header(value.array());
    }

    static List<Header> header(byte[] value) {
        return List.of(new Header("__value_schema_id", value));
    }

    static byte[] bytes(int... each) {
        byte[] bytes = new byte[each.length];
        for (int i = 0; i < each.length; i++) {
            bytes[i] = (byte) each[i];
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
