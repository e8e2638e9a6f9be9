package io.userautomation.model.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How {@code dob} and {@code registered_date} are read everywhere: as instants, in UTC milliseconds. */
public final class Instants {

    /** PostgreSQL's timestamptz refuses years that {@link Instant#parse} takes; these bounds lie inside both. */
    static final int FIRST_YEAR = 1900;

    static final int LAST_YEAR = 2100;

    /** The two forms that are read, for messages; an offset needs its colon. */
    static final String IN_UTC = "1993-07-20T09:44:18Z";

    static final String WITH_OFFSET = "1993-07-20T11:44:18+02:00";

    private static final Instant FIRST = Instant.parse(FIRST_YEAR + "-01-01T00:00:00Z");
    private static final Instant END = Instant.parse(LAST_YEAR + 1 + "-01-01T00:00:00Z");

    /** How the API writes an instant, a zero standing for any digit. */
    private static final String USUAL_SHAPE = "0000-00-00T00:00:00.000Z";

    private Instants() {}

    /** The instant that {@code text} names, cut to milliseconds; empty if it is none, or of a year out of range. */
    public static Optional<Instant> parse(String text) {
        return ofUsualShape(text)
                .or(() -> ofAnyShape(text))
                .filter(instant -> !instant.isBefore(FIRST) && instant.isBefore(END));
    }

    private static Optional<Instant> ofAnyShape(String text) {
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same in a fraction of the time, which every record takes twice; empty for what is not as usual. */
    private static Optional<Instant> ofUsualShape(String text) {
        if (!hasUsualShape(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            (int) TimeUnit.MILLISECONDS.toNanos(number(text, 20, 23)))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException leapSecondOrWrong) {
            return Optional.empty();
        }
    }

    private static boolean hasUsualShape(String text) {
        if (text.length() != USUAL_SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char shape = USUAL_SHAPE.charAt(i);
            char c = text.charAt(i);
            if (shape == '0' ? c < '0' || c > '9' : c != shape) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
