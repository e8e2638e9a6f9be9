package io.userautomation.kafka.headers;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * When a record was first published, which says which version of its user it is: Kafka's timestamp, but for a replayed
 * dead letter the moment that its header {@link RecordHeaders#PUBLISHED_AT} holds. A replay so never hides a version
 * that was published after the one it repeats. Whoever reads versions asks here, so that all agree.
 */
public final class PublishedAt {

    /** Milliseconds for the next thirty thousand years. */
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

    private static final Pattern PLACE = Pattern.compile("[a-zA-Z0-9._-]{1,249}/\\d{1,10}/\\d{1,19}");
    private static final Pattern COUNT = Pattern.compile("0*[1-9]\\d{0,8}");

    /** 2000-01-01. Before that lie seconds that were taken for milliseconds, and clocks that were never set. */
    private static final long FIRST_MILLIS = 946_684_800_000L;

    private PublishedAt() {}

    /**
     * The moment of a record on the users topic, in milliseconds since 1970. The header counts on what a replay has sent,
     * with all {@link ReplayHeaders} that it adds: anybody else may mean anything by that name.
     *
     * @param headers the value of the record's last header of a name; null where it has none
     * @param kafkaMillis the record's Kafka timestamp
     */
    public static long ofRecord(Function<String, byte[]> headers, long kafkaMillis) {
        return isReplay(headers) ? ofDeadLetter(headers.apply(RecordHeaders.PUBLISHED_AT), kafkaMillis) : kafkaMillis;
    }

    /**
     * The moment that a dead letter says of its record, in milliseconds since 1970.
     *
     * @param header the value of its last header {@link RecordHeaders#PUBLISHED_AT}; null where it has none. What is no
     *     time since 2000, or later than the record itself, counts as none: nothing is newer than when it was sent
     * @param kafkaMillis the record's Kafka timestamp
     */
    public static long ofDeadLetter(byte[] header, long kafkaMillis) {
        if (!matches(MILLIS, header)) {
            return kafkaMillis;
        }
        long millis = Long.parseLong(new String(header, StandardCharsets.UTF_8));
        return millis < FIRST_MILLIS || millis > kafkaMillis ? kafkaMillis : millis;
    }

    private static boolean isReplay(Function<String, byte[]> headers) {
        return matches(COUNT, headers.apply(ReplayHeaders.REPLAYS))
                && matches(PLACE, headers.apply(ReplayHeaders.REPLAY_OF))
                && matches(PLACE, headers.apply(ReplayHeaders.REPLAY_ORIGIN));
    }

    private static boolean matches(Pattern pattern, byte[] value) {
        return value != null
                && pattern.matcher(new String(value, StandardCharsets.UTF_8)).matches();
    }
}
