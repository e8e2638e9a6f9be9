package io.userautomation.randomuser.people;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** Points in time as each version writes them. */
final class Moment {
    private Moment() {}

    static LocalDateTime ofMilliseconds(long milliseconds) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(milliseconds, 1000L),
                (int) Math.floorMod(milliseconds, 1000L) * 1_000_000,
                ZoneOffset.UTC);
    }

    /** A string up to 1.1, from 1.2 on an object of date and age in years. */
    static void write(ApiVersion version, LocalDateTime moment, LocalDateTime now, JsonBytes out) {
        if (!version.atLeast(ApiVersion.V1_2)) {
            out.ascii('"');
            date(version, moment, out);
            out.ascii('"');
            return;
        }
        out.ascii("{\"date\":\"");
        date(version, moment, out);
        out.ascii("\",\"age\":").number(age(version, moment, now), 1).ascii('}');
    }

    private static void date(ApiVersion version, LocalDateTime moment, JsonBytes out) {
        out.number(moment.getYear(), 4).ascii('-').number(moment.getMonthValue(), 2);
        out.ascii('-').number(moment.getDayOfMonth(), 2);
        out.ascii(version.atLeast(ApiVersion.V1_2) ? 'T' : ' ');
        out.number(moment.getHour(), 2).ascii(':').number(moment.getMinute(), 2);
        out.ascii(':').number(moment.getSecond(), 2);
        if (version.atLeast(ApiVersion.V1_3)) {
            out.ascii('.').number(moment.get(ChronoField.MILLI_OF_SECOND), 3);
        }
        if (version.atLeast(ApiVersion.V1_2)) {
            out.ascii('Z');
        }
    }

    /** Version 1.3 subtracts calendar years; the others count birthdays. */
    private static int age(ApiVersion version, LocalDateTime moment, LocalDateTime now) {
        return version == ApiVersion.V1_3
                ? now.getYear() - moment.getYear()
                : (int) ChronoUnit.YEARS.between(moment, now);
    }
}
