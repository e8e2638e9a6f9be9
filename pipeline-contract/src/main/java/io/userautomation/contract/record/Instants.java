package io.userautomation.contract.record;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How {@code dob} and {@code registered_date} are read everywhere: as instants, in UTC milliseconds. */
public final class Instants {

    /** PostgreSQL's timestamptz refuses years that {@link Instant#parse} takes; these bounds lie inside both. */
    static final int FIRST_YEAR = 1900;

    static final int LAST_YEAR = 2100;

    private Instants() {}

    /** The instant that {@code text} names, cut to milliseconds; empty if it is none, or of a year out of range. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant instant = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
