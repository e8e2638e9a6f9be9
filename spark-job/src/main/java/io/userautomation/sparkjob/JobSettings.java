package io.userautomation.sparkjob;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the job works.
 *
 * @param triggerInterval from the start of one batch to the start of the next; zero: at once
 * @param maxOffsetsPerTrigger most records that one query takes into one batch
 * @param maxPollRecords most records of a partition that a task holds unpacked
 * @param checkpoints folder that holds a folder per query
 * @param timeout how long the job may take; empty: no limit
 * @param idleTimeout how long an open run may give no sign of life
 * @param outageDeadline how long one outage of one server may last
 * @param startDeadline how long the job waits at its start, for Kafka and for a checkpoint that is in use
 */
public record JobSettings(
        Duration triggerInterval,
        long maxOffsetsPerTrigger,
        int maxPollRecords,
        Path checkpoints,
        Optional<Duration> timeout,
        Duration idleTimeout,
        Duration outageDeadline,
        Duration startDeadline) {

    private static final Duration MAX_TRIGGER = Duration.ofHours(1);
    private static final Duration MAX_DURATION = Duration.ofDays(7);
    private static final long MAX_OFFSETS = 10_000_000;
    private static final int MAX_POLL = 10_000;
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/");

    public static final Setting TRIGGER_INTERVAL = Setting.flag(
            "TRIGGER_INTERVAL",
            "--trigger-interval",
            "500ms",
            "duration",
            "0s to 1h",
            "Time from the start of one batch to the start of the next; 0s: at once. At least 5s for the dead letters.");
    public static final Setting MAX_OFFSETS_PER_TRIGGER = Setting.flag(
            "MAX_OFFSETS_PER_TRIGGER",
            "--max-offsets-per-trigger",
            "50000",
            "records",
            "1 to 10000000",
            "Most records that one query takes into one batch.");
    public static final Setting MAX_POLL_RECORDS = Setting.flag(
            "MAX_POLL_RECORDS",
            "--max-poll-records",
            "25",
            "records",
            "1 to 10000",
            "Most records of a partition that a task holds unpacked. A query whose memory was short begins again with fewer.");
    public static final Setting CHECKPOINTS = Setting.flag(
            "CHECKPOINT_FOLDER",
            "--checkpoints",
            "checkpoints",
            "",
            "a folder of this machine, no URL, that can be written or created",
            "Folder in which each query keeps its place.");
    public static final Setting TIMEOUT = Setting.flag(
            "STORE_TIMEOUT",
            "--timeout",
            null,
            "duration",
            "1s to 168h",
            "How long the job may take before it ends with status 4; unset: no limit.");
    public static final Setting IDLE_TIMEOUT = Setting.flag(
            "IDLE_TIMEOUT",
            "--idle-timeout",
            "1m",
            "duration",
            "1s to 168h",
            "How long the run may stay unopened, or open without a sign of life from publishing, before the job ends with"
                    + " status 4.");
    public static final Setting OUTAGE_DEADLINE = Setting.flag(
            "OUTAGE_DEADLINE",
            "--outage-deadline",
            "10m",
            "duration",
            "1s to 168h",
            "How long one outage of one server may last before the queries that need it fail. In a stream they are started again.");
    public static final Setting START_DEADLINE = Setting.flag(
            "START_DEADLINE",
            "--start-deadline",
            "30s",
            "duration",
            "1s to 168h",
            "How long the job waits at its start for Kafka and for a checkpoint that another driver uses. A database that"
                    + " is away for longer fails a closed run; over an open one, and in a stream, its query is started again.");

    public static final List<Setting> ALL = List.of(
            TRIGGER_INTERVAL,
            MAX_OFFSETS_PER_TRIGGER,
            MAX_POLL_RECORDS,
            CHECKPOINTS,
            TIMEOUT,
            IDLE_TIMEOUT,
            OUTAGE_DEADLINE,
            START_DEADLINE);

    public JobSettings {
        new Checks()
                .require(
                        !triggerInterval.isNegative() && triggerInterval.compareTo(MAX_TRIGGER) <= 0,
                        TRIGGER_INTERVAL,
                        triggerInterval)
                .within(1, maxOffsetsPerTrigger, MAX_OFFSETS, MAX_OFFSETS_PER_TRIGGER)
                .within(1, maxPollRecords, MAX_POLL, MAX_POLL_RECORDS)
                .require(timeout.isEmpty() || isDeadline(timeout.get()), TIMEOUT, timeout.orElse(null))
                .require(isDeadline(idleTimeout), IDLE_TIMEOUT, idleTimeout)
                .require(isDeadline(outageDeadline), OUTAGE_DEADLINE, outageDeadline)
                .require(isDeadline(startDeadline), START_DEADLINE, startDeadline)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static JobSettings from(SettingsReader reader) {
        return reader.group(() -> new JobSettings(
                reader.duration(TRIGGER_INTERVAL),
                reader.number(MAX_OFFSETS_PER_TRIGGER),
                reader.integer(MAX_POLL_RECORDS),
                reader.converted(CHECKPOINTS, JobSettings::folder).orElseThrow(),
                reader.optionalDuration(TIMEOUT),
                reader.duration(IDLE_TIMEOUT),
                reader.duration(OUTAGE_DEADLINE),
                reader.duration(START_DEADLINE)));
    }

    /** @throws IllegalArgumentException for a URL, which would be taken for a folder of a strange name */
    private static Path folder(String text) {
        if (URL.matcher(text).lookingAt()) {
            throw new IllegalArgumentException("a URL");
        }
        return Path.of(text);
    }

    private static boolean isDeadline(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(MAX_DURATION) <= 0;
    }
}
