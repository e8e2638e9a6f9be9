package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.runs.RunId;
import java.util.List;
import java.util.Optional;

/** Which run a task belongs to. */
public final class RunIdSetting {

    public static final Setting RUN_ID = Setting.flag(
            "RUN_ID", "--run-id", null, "", RunId.ALLOWED_TEXT, "The run that the work belongs to; Airflow's run_id.");

    public static final List<Setting> ALL = List.of(RUN_ID);

    private RunIdSetting() {}

    /** The run id that is set, if one is; a malformed one is noted with the reader. */
    public static Optional<RunId> optionalFrom(SettingsReader reader) {
        return reader.converted(RUN_ID, RunId::new);
    }
}
