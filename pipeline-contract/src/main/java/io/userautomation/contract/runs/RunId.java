package io.userautomation.contract.runs;

import io.userautomation.contract.settings.Setting;
import io.userautomation.contract.settings.SettingsReader;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key of everything a run does: Airflow's {@code run_id}, stable over retries and clears.
 *
 * <p>It holds {@code :} and {@code +}, so it never goes into a path as it is.
 *
 * @param value as Airflow allows it
 */
public record RunId(String value) {

    public static final Setting SETTING = Setting.flag(
            "RUN_ID",
            "--run-id",
            null,
            "",
            "1 to 250 letters, digits or _.~:+-",
            "The run that the work belongs to; Airflow's run_id.");

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.~:+-]{1,250}");

    /** @throws IllegalArgumentException when {@code value} has other characters, or too many */
    public RunId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("run id must be " + SETTING.allowed());
        }
    }

    /** The run id that is set, if one is; a malformed one is noted with the reader. */
    public static Optional<RunId> optionalFrom(SettingsReader reader) {
        return reader.converted(SETTING, RunId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
