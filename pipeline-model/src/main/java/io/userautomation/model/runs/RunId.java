package io.userautomation.model.runs;

import java.util.regex.Pattern;

/**
 * The key of everything a run does: Airflow's {@code run_id}, stable over retries and clears.
 *
 * <p>It holds {@code :} and {@code +}, so it never goes into a path as it is.
 *
 * @param value as Airflow allows it
 */
public record RunId(String value) {

    /** What is allowed, as it stands in messages after "must be". */
    public static final String ALLOWED_TEXT = "1 to 250 letters, digits or _.~:+-";

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.~:+-]{1,250}");

    /** @throws IllegalArgumentException when {@code value} has other characters, or too many */
    public RunId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("run id must be " + ALLOWED_TEXT);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
