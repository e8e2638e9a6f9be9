package io.userautomation.kafka.formats;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Writes users in one format: as plain JSON, or as Confluent's serializers do, a byte 0, four bytes of id, the message. */
public final class RecordEncoder {

    /** Plain JSON, which names no schema. */
    public static final RecordEncoder JSON = new RecordEncoder(RecordFormat.JSON, UserRecordJson::writeBytes);

    static final int TYPICAL_LENGTH = 512;

    private static final int PREFIX = 5;

    private final RecordFormat format;
    private final Function<UserRecord, byte[]> value;

    private RecordEncoder(RecordFormat format, Function<UserRecord, byte[]> value) {
        this.format = format;
        this.value = value;
    }

    /**
     * For records of one schema.
     *
     * @param format not {@link RecordFormat#JSON}
     * @param schemaId the registry's, of {@link RecordSchema}
     */
    public static RecordEncoder of(RecordFormat format, int schemaId) {
        MessageCodec codec = MessageCodecs.ours(format);
        return new RecordEncoder(format, user -> framed(schemaId, codec.write(user)));
    }

    public RecordFormat format() {
        return format;
    }

    /** The Kafka value of a valid user. */
    public byte[] write(UserRecord user) {
        return value.apply(user);
    }

    private static byte[] framed(int schemaId, ByteBuffer message) {
        return ByteBuffer.allocate(PREFIX + message.remaining())
                .put((byte) 0)
                .putInt(schemaId)
                .put(message)
                .array();
    }
}
