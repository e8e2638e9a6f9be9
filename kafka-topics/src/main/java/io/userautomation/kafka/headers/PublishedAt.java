package io.userautomation.kafka.headers;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * When a record was first published, which says which version of its user it is: Kafka's timestamp, but for a replayed
 * dead letter the moment that its header {@link RecordHeaders#PUBLISHED_AT} holds. A replay so never hides a version
 * that was published after the one it repeats.
 */
public final class PublishedAt {

    /** Milliseconds for the next thirty thousand years. */
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

    private PublishedAt() {}

    /**
     * The moment, in milliseconds since 1970.
     *
     * @param header the value of the record's last header of that name; null where it has none. What is no number, or
     *     later than the record itself, counts as none: nothing is newer than when it was sent
     * @param kafkaMillis the record's Kafka timestamp
     */
    public static long millis(byte[] header, long kafkaMillis) {
        if (header == null) {
            return kafkaMillis;
        }
        String text = new String(header, StandardCharsets.UTF_8);
        return MILLIS.matcher(text).matches() ? Math.min(Long.parseLong(text), kafkaMillis) : kafkaMillis;
    }
}
