package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.runs.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked for. Everything may be left out: a run that was opened before keeps what it had, a new one gets the
 * defaults.
 *
 * @param users how many
 * @param duration how long to publish; whichever of the two ends first ends the publishing
 * @param rate users per second, 0 for no limit
 * @param pageSize users per request
 * @param nationalities two-letter codes in upper case, sorted, without duplicates; empty for all
 * @param seed what the API's seed is derived from, instead of the run's id
 */
public record RequestSettings(
        Optional<Long> users,
        Optional<Duration> duration,
        Optional<Double> rate,
        Optional<Integer> pageSize,
        List<String> nationalities,
        Optional<String> seed) {

    /** Users of a run that says neither how many nor how long. */
    public static final long DEFAULT_USERS = 10_000;

    /** The API gives at most this many users at a time; for one more it silently gives a single one. */
    public static final int LARGEST_PAGE = 5_000;

    private static final long MAX_USERS = 1_000_000_000;
    private static final Duration MIN_DURATION = Duration.ofSeconds(1);
    private static final Duration MAX_DURATION = Duration.ofDays(7);
    private static final double FASTEST = 1_000_000;

    public static final Setting USERS = Setting.flag(
            "PRODUCER_USERS",
            "--users",
            null,
            "users",
            "a whole number from 1 to 1000000000",
            "How many users to publish; 10000 where no duration is set either.");
    public static final Setting DURATION = Setting.flag(
            "PRODUCER_DURATION",
            "--duration",
            null,
            "",
            "whole seconds from 1s to 168h, such as 60s, 5m or PT1H",
            "How long to publish; the run ends with what it has by then.");
    public static final Setting RATE = Setting.flag(
            "PRODUCER_RATE",
            "--rate",
            null,
            "users/s",
            "a number from 0.1 to 1000000, or 0 for no limit",
            "How fast to publish; by default as fast as it goes, but 65 from randomuser.me, as its limits ask.");
    public static final Setting PAGE_SIZE = Setting.flag(
            "PRODUCER_PAGE_SIZE",
            "--page-size",
            null,
            "users",
            "a whole number from 1 to 5000",
            "Users per request, fixed for a run; by default as many as make equal pages, 5000 for a duration alone.");
    public static final Setting NATIONALITIES = Setting.flag(
            "PRODUCER_NATIONALITIES",
            "--nat",
            null,
            "",
            "a comma-separated list of " + Nationalities.ALLOWED,
            "Nationalities of the users, fixed for a run; by default all.");
    public static final Setting SEED = Setting.flag(
            "PRODUCER_SEED",
            "--seed",
            null,
            "",
            "1 to 64 letters a-z or A-Z, but not 18 of them, which the API takes for something else",
            "Which users, fixed for a run: the same seed, nationalities, page size and API version give the same users."
                    + " By default the run's id is the seed.");

    public static final List<Setting> ALL = List.of(USERS, DURATION, RATE, PAGE_SIZE, NATIONALITIES, SEED);

    public RequestSettings {
        nationalities = nationalities.stream()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        new Checks()
                .require(users.isEmpty() || (users.get() >= 1 && users.get() <= MAX_USERS), USERS, users.orElse(null))
                .require(duration.isEmpty() || isWholeSeconds(duration.get()), DURATION, duration.orElse(null))
                .require(rate.isEmpty() || isRate(rate.get()), RATE, rate.orElse(null))
                .require(
                        pageSize.isEmpty() || (pageSize.get() >= 1 && pageSize.get() <= LARGEST_PAGE),
                        PAGE_SIZE,
                        pageSize.orElse(null))
                .require(Nationalities.areKnown(nationalities), NATIONALITIES, String.join(",", nationalities))
                .require(seed.isEmpty() || seed.get().matches("(?!.{18}$)[A-Za-z]{1,64}"), SEED, seed.orElse(null))
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static RequestSettings from(SettingsReader reader) {
        return reader.group(() -> new RequestSettings(
                reader.optionalNumber(USERS),
                reader.optionalDuration(DURATION),
                reader.converted(RATE, Double::valueOf),
                reader.converted(PAGE_SIZE, Integer::valueOf),
                reader.list(NATIONALITIES),
                reader.optionalText(SEED)));
    }

    /** The request of a run that was never opened before. */
    public RunRequest opened(String apiVersion) {
        Long count = users.isEmpty() && duration.isEmpty() ? Long.valueOf(DEFAULT_USERS) : users.orElse(null);
        return new RunRequest(
                count,
                duration.map(Duration::toSeconds).orElse(null),
                storedRate(),
                pageSize.orElseGet(() -> defaultPageSize(count)),
                nationalities,
                apiVersion);
    }

    /**
     * The request of a run that was opened before: another number of users, duration or rate may take the place of the
     * stored ones, but nothing that decides which person stands behind an id.
     *
     * @throws InvalidSettingsException naming what differs and must not
     */
    public RunRequest reopened(String runId, RunRequest stored, String storedSeed, String apiVersion) {
        List<Problem> problems = new ArrayList<>();
        pageSize.filter(given -> given != stored.pageSize())
                .ifPresent(given -> problems.add(differing(PAGE_SIZE, given, runId, stored.pageSize())));
        if (!nationalities.isEmpty() && !nationalities.equals(stored.nationalities())) {
            String kept = stored.nationalities().isEmpty() ? "left out" : String.join(",", stored.nationalities());
            problems.add(differing(NATIONALITIES, String.join(",", nationalities), runId, kept));
        }
        // An older release opened runs under the very seed that was given.
        seed.filter(given -> !given.equals(storedSeed)
                        && !RunSeed.derive(given, stored).equals(storedSeed))
                .ifPresent(given -> problems.add(differing(SEED, given, runId, storedSeed)));
        if (!apiVersion.equals(stored.apiVersion())) {
            problems.add(differing(ApiSettings.URL, "of version " + apiVersion, runId, stored.apiVersion()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        boolean extentGiven = users.isPresent() || duration.isPresent();
        return new RunRequest(
                extentGiven ? users.orElse(null) : stored.users(),
                extentGiven ? duration.map(Duration::toSeconds).orElse(null) : stored.durationSeconds(),
                rate.isPresent() ? storedRate() : stored.rate(),
                stored.pageSize(),
                stored.nationalities(),
                stored.apiVersion());
    }

    /** As few pages as possible, all of one size, so that the last one leaves next to nothing over. */
    private static int defaultPageSize(Long users) {
        if (users == null) {
            return LARGEST_PAGE;
        }
        long pages = (users + LARGEST_PAGE - 1) / LARGEST_PAGE;
        return (int) ((users + pages - 1) / pages);
    }

    private Double storedRate() {
        return rate.filter(given -> given > 0).orElse(null);
    }

    private static Problem differing(Setting setting, Object given, String runId, Object stored) {
        String allowed = "%s, as when run %s was first opened (other users would get the same ids), or another run id"
                .formatted(stored, runId);
        Setting named = new Setting(
                setting.variable(), setting.flag(), null, setting.unit(), allowed, setting.description(), false);
        return new Problem(named, given.toString());
    }

    private static boolean isWholeSeconds(Duration duration) {
        return duration.equals(Duration.ofSeconds(duration.toSeconds()))
                && duration.compareTo(MIN_DURATION) >= 0
                && duration.compareTo(MAX_DURATION) <= 0;
    }

    private static boolean isRate(double rate) {
        return rate == 0 || (rate >= 0.1 && rate <= FASTEST);
    }
}
