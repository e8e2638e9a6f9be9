package io.userautomation.sparkjob.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Warns while a query stores nothing for so long that Kafka will delete records before they are stored: from half of the topic's
 * retention on.
 */
final class RetentionWatch {

    private static final Duration SAY_EVERY = Duration.ofHours(1);

    private final Optional<Duration> retention;
    private final Supplier<Instant> clock;
    private final Consumer<String> warnings;
    private final Map<String, Standstill> standstills = new HashMap<>();

    /**
     * Where a query has stood since when.
     *
     * @param said when that was last warned of; null before
     */
    private record Standstill(Optional<Map<Integer, Long>> committed, Instant since, Instant said) {}

    /** @param retention the users topic's; empty where it keeps all */
    RetentionWatch(Optional<Duration> retention, Supplier<Instant> clock, Consumer<String> warnings) {
        this.retention = retention;
        this.clock = clock;
        this.warnings = warnings;
    }

    /**
     * Looks at one query.
     *
     * @param committed by partition; empty before the first batch
     * @param lag offsets before the log's end; empty where it isn't known
     */
    void look(String query, Optional<Map<Integer, Long>> committed, Optional<Long> lag) {
        Instant now = clock.get();
        Standstill known = standstills.get(query);
        if (known == null || !known.committed().equals(committed) || lag.orElse(1L) == 0) {
            standstills.put(query, new Standstill(committed, now, null));
            return;
        }
        if (retention.isEmpty()
                || Duration.between(known.since(), now)
                                .compareTo(retention.get().dividedBy(2))
                        < 0) {
            return;
        }
        if (known.said() == null || Duration.between(known.said(), now).compareTo(SAY_EVERY) >= 0) {
            standstills.put(query, new Standstill(committed, known.since(), now));
            warnings.accept(
                    "Nothing was stored since %s: from %s on Kafka deletes records before they are stored query=%s"
                            .formatted(
                                    known.since().truncatedTo(ChronoUnit.SECONDS),
                                    known.since().plus(retention.get()).truncatedTo(ChronoUnit.HOURS),
                                    query));
        }
    }
}
