package io.userautomation.sparkjob.sink.kafka;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.headers.ReplayHeaders;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.model.record.IncomingRecord.Header;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of a record that its dead-letter topic does not take: the beginnings of key and value, and the pipeline's own
 * headers. It names no place: where the whole record stands is in the dead letter's other headers.
 *
 * @param key at most 1 KiB of it; null where there was none
 * @param value at most 8 KiB of it; null for a tombstone
 * @param headers the pipeline's own of at most 1 KiB, the last of each name
 * @param missing per header of {@link DeadLetterHeaders} how long the whole was, and its digest
 */
@SuppressWarnings("ArrayRecordComponent") // bytes for the broker
record CutRecord(byte[] key, byte[] value, List<Header> headers, Map<String, String> missing) {

    private static final int MAX_KEY = 1 << 10;
    private static final int MAX_VALUE = 8 << 10;
    private static final int MAX_HEADER = 1 << 10;

    private static final Set<String> OWN = Set.of(
            RecordHeaders.RUN_ID,
            RecordHeaders.SCHEMA_VERSION,
            RecordHeaders.CONTENT_TYPE,
            ReplayHeaders.REPLAYS,
            ReplayHeaders.REPLAY_OF,
            ReplayHeaders.REPLAY_ORIGIN);

    static CutRecord of(IncomingRecord whole) {
        Map<String, String> missing = new LinkedHashMap<>();
        addLength(missing, whole.value(), DeadLetterHeaders.CUT_VALUE_BYTES, DeadLetterHeaders.CUT_VALUE_SHA256);
        addLength(missing, whole.key(), DeadLetterHeaders.CUT_KEY_BYTES, DeadLetterHeaders.CUT_KEY_SHA256);
        List<Header> headers = own(whole.headers());
        missing.put(
                DeadLetterHeaders.CUT_HEADERS, Integer.toString(whole.headers().size() - headers.size()));
        return new CutRecord(beginning(whole.key(), MAX_KEY), beginning(whole.value(), MAX_VALUE), headers, missing);
    }

    private static void addLength(Map<String, String> missing, byte[] whole, String bytes, String sha256) {
        if (whole != null) {
            missing.put(bytes, Integer.toString(whole.length));
            missing.put(sha256, sha256(whole));
        }
    }

    /** The last of each name, which is the one that counts; none where that one is too long. */
    private static List<Header> own(List<Header> headers) {
        Map<String, Header> last = new LinkedHashMap<>();
        headers.stream().filter(header -> OWN.contains(header.key())).forEach(header -> last.put(header.key(), header));
        return last.values().stream()
                .filter(header -> header.value() == null || header.value().length <= MAX_HEADER)
                .toList();
    }

    private static byte[] beginning(byte[] whole, int bytes) {
        return whole == null || whole.length <= bytes ? whole : Arrays.copyOf(whole, bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
