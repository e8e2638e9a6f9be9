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

    /** The run that published it: its last {@code run_id} header; null where it has none. */
    public String runId() {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.key().equals(RUN_ID_HEADER) && header.value() != null) {
                return new String(header.value(), StandardCharsets.UTF_8);
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
