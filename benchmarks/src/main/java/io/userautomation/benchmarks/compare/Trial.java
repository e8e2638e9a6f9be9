package io.userautomation.benchmarks.compare;

/**
 * One measured piece of work.
 *
 * @param rows what was done, above zero
 * @param seconds how long that took, above zero
 */
public record Trial(long rows, double seconds) {

    public Trial {
        if (rows <= 0 || !(seconds > 0)) {
            throw new IllegalArgumentException(
                    "a trial of %s rows in %s s has measured nothing".formatted(rows, seconds));
        }
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }
}
