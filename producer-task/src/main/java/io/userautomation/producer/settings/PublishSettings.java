package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.time.Duration;
import java.util.List;

/**
 * How publishing behaves.
 *
 * @param deadline for all of it; past it the task ends with status 4
 * @param rejectBudget percentage of the users that may be rejected without failing the task
 * @param dryRun whether only one page is fetched and nothing published
 */
public record PublishSettings(Duration deadline, double rejectBudget, boolean dryRun) {

    public static final Setting DEADLINE = Setting.flag(
            "PRODUCER_DEADLINE",
            "--deadline",
            "24h",
            "",
            "from 1s to 168h, such as 90s, 10m or 2h",
            "Longest time for all of the publishing; past it the task ends with status 4. What takes longer by users, rate"
                    + " and duration isn't begun (status 2).");
    public static final Setting REJECT_BUDGET = Setting.flag(
            "PRODUCER_REJECT_BUDGET",
            "--reject-budget",
            "1",
            "% of the users",
            "a number from 0 to 100",
            "How many users may be rejected, each to the dead letters, before the task ends with status 3.");
    public static final Setting DRY_RUN = Setting.flag(
            "PRODUCER_DRY_RUN",
            "--dry-run",
            "false",
            "",
            "true or false",
            "Check settings and connections and fetch one page, but publish nothing.");

    public static final List<Setting> ALL = List.of(DEADLINE, REJECT_BUDGET, DRY_RUN);

    private static final Duration MIN_DURATION = Duration.ofSeconds(1);
    private static final Duration MAX_DURATION = Duration.ofDays(7);
    private static final double ALL_OF_THEM = 100;

    public PublishSettings {
        new Checks()
                .require(
                        deadline.compareTo(MIN_DURATION) >= 0 && deadline.compareTo(MAX_DURATION) <= 0,
                        DEADLINE,
                        deadline)
                .require(rejectBudget >= 0 && rejectBudget <= ALL_OF_THEM, REJECT_BUDGET, rejectBudget)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static PublishSettings from(SettingsReader reader) {
        return reader.group(() -> new PublishSettings(
                reader.duration(DEADLINE),
                reader.converted(REJECT_BUDGET, Double::valueOf).orElseThrow(),
                reader.trueOrFalse(DRY_RUN)));
    }
}
