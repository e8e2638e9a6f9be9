package io.userautomation.audit.page;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A part of the timeline.
 *
 * @param name what happened
 * @param begin when it began
 * @param end when it ended
 * @param from seconds from the run's opening to its begin
 * @param to seconds from the run's opening to its end
 */
public record Phase(String name, String begin, String end, double from, double to) {

    /** All in milliseconds since 1970. */
    public static Phase of(String name, long openedMillis, long beginMillis, long endMillis) {
        return new Phase(
                name,
                Instant.ofEpochMilli(beginMillis).toString(),
                Instant.ofEpochMilli(endMillis).toString(),
                seconds(beginMillis - openedMillis),
                seconds(endMillis - openedMillis));
    }

    private static double seconds(long millis) {
        return millis / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
