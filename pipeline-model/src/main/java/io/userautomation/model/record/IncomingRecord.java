package io.userautomation.model.record;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One record of the users topic, as it came.
 *
 * @param topic the users topic
 * @param partition its partition
 * @param offset its offset, which together with topic and partition identifies it
 * @param timestampMillis when it was first published, milliseconds since 1970: its Kafka timestamp, unless it is a replay
 * @param key untouched; null where it has none
 * @param value untouched; null for a tombstone
 * @param headers in their order; a key may stand there more than once
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as the broker has them; never compared
public record IncomingRecord(
        String topic, int partition, long offset, long timestampMillis, byte[] key, byte[] value, List<Header> headers)
        implements Serializable {

    /** As long as a run's id may be. */
    private static final int MAX_RUN_ID_BYTES = 250;

    /** What a header costs the heap beside its characters and bytes. */
    private static final int BYTES_PER_HEADER = 100;

    /** Name of the header that says which run published a record. */
    public static final String RUN_ID_HEADER = "run_id";

    /**
     * One header.
     *
     * @param key its name
     * @param value its bytes; may be null
     */
    @SuppressWarnings("ArrayRecordComponent") // likewise
    public record Header(String key, byte[] value) implements Serializable {}

    /** How many bytes it is made of, roughly: key, value and headers. */
    public long bytes() {
        long bytes = length(key) + length(value);
        for (Header header : headers) {
            bytes += BYTES_PER_HEADER + header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The run that published it: its last {@code run_id} header; null where it has none, or one that is too long for a run's. */
    public String runId() {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.key().equals(RUN_ID_HEADER) && header.value() != null) {
                return header.value().length > MAX_RUN_ID_BYTES
                        ? null
                        : new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The value of the last header of this name, as Kafka's clients mean it; null where there is none. */
    public static byte[] last(List<Header> headers, String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).key().equals(name)) {
                return headers.get(i).value();
            }
        }
        return null;
    }
}
