package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.query.Totals;
import io.userautomation.sparkjob.run.QueryRun.Down;
import io.userautomation.sparkjob.run.StoreJob.ProgressTeller;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the queries have come: a line in the log for each, every few seconds, and the stores' offsets to Kafka. */
final class ProgressReport implements ProgressTeller {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);

    /** Somebody waits for the first time that all are well. */
    private static final Duration LOOK_AT_START_EVERY = Duration.ofMillis(500);

    private final LogEnds ends;
    private final PublishedOffsets offsets;
    private final RetentionWatch retention;
    private final String topic;
    private final long maxLag;
    private final Health health;
    private final LagListener lags;
    private final LongSupplier nanos;
    private long lastLine;
    private long lastLook;
    /** Or nobody waits for that. */
    private boolean beganWell;

    /**
     * A report that has told nothing yet.
     *
     * @param maxLag how many records a query that is well may be behind
     * @param lags hears of each query's lag, as often as a line is logged
     */
    ProgressReport(
            LogEnds ends,
            PublishedOffsets offsets,
            RetentionWatch retention,
            String topic,
            long maxLag,
            Health health,
            LagListener lags,
            LongSupplier nanos) {
        this.ends = ends;
        this.offsets = offsets;
        this.retention = retention;
        this.topic = topic;
        this.maxLag = maxLag;
        this.health = health;
        this.lags = lags;
        this.nanos = nanos;
        this.lastLine = nanos.getAsLong();
        this.lastLook = lastLine;
        this.beganWell = health == Health.UNHEARD;
    }

    /** Publishes what is new, and logs when it is time to. */
    @Override
    public void tell(List<QueryRun> queries) throws InterruptedException {
        for (QueryRun run : queries) {
            Optional<Map<Integer, Long>> committed = committed(run);
            if (committed.isPresent() && run.query().batches() instanceof StoreBatches) {
                offsets.publish(run.name(), committed.get());
            }
        }
        if (nanos.getAsLong() - lastLine >= LINE_EVERY.toNanos()) {
            lastLine = nanos.getAsLong();
            log(queries);
        } else if (!beganWell && nanos.getAsLong() - lastLook >= LOOK_AT_START_EVERY.toNanos()) {
            lastLook = nanos.getAsLong();
            tellHealth(queries, endsNow(queries));
        }
    }

    private void log(List<QueryRun> queries) throws InterruptedException {
        Optional<Map<Integer, Long>> now = endsNow(queries);
        for (QueryRun run : queries) {
            retention.look(run.name(), committed(run), lag(run, now));
            lags.lag(run.name(), lag(run, now));
            String line = line(run, now);
            if (run.down().isPresent()) {
                LOG.warn(line);
            } else {
                LOG.info(line);
            }
        }
        tellHealth(queries, now);
    }

    private void tellHealth(List<QueryRun> queries, Optional<Map<Integer, Long>> now) {
        boolean well = queries.stream().allMatch(run -> isWell(run, now));
        beganWell |= well;
        health.is(well);
    }

    /** It has been through a batch, too, though an empty one. */
    private boolean isWell(QueryRun run, Optional<Map<Integer, Long>> now) {
        return run.down().isEmpty()
                && run.query().streamingSince().isPresent()
                && run.query().progress().isPresent()
                && run.query().batches().waitsFor().isEmpty()
                && keepsUp(committed(run), now, maxLag);
    }

    /** Whether it is no further behind than that; one that has read nothing yet has nothing to be measured by. */
    static boolean keepsUp(Optional<Map<Integer, Long>> committed, Optional<Map<Integer, Long>> ends, long maxLag) {
        return committed.isEmpty() || (ends.isPresent() && lag(committed.get(), ends.get()) <= maxLag);
    }

    /** @param now the log's ends, per partition; empty where the brokers don't say */
    String line(QueryRun run, Optional<Map<Integer, Long>> now) {
        Totals totals = run.query().batches().totals();
        String figures = "query=%s stored=%s dead_lettered=%s batches=%s lag=%s"
                .formatted(
                        run.name(),
                        totals.stored(),
                        totals.deadLettered(),
                        totals.batches(),
                        lag(run, now).map(lag -> Long.toString(lag)).orElse("unknown"));
        Optional<Down> down = run.down();
        String waiting = run.query()
                .batches()
                .waitsFor()
                .map(reason -> " waits_for=" + reason)
                .orElse("");
        return down.isEmpty()
                ? "Progress " + figures + waiting
                : "Progress %s down_seconds=%s failures=%s reason=%s"
                        .formatted(
                                figures,
                                down.get().time().toSeconds(),
                                down.get().failures(),
                                Failures.sentence(down.get().failure()));
    }

    /** Asked of the brokers: what Spark last saw of the log's end is as old as the query's last batch. */
    private Optional<Map<Integer, Long>> endsNow(List<QueryRun> queries) throws InterruptedException {
        Collection<Integer> partitions = new TreeSet<>();
        queries.forEach(run -> committed(run).ifPresent(done -> partitions.addAll(done.keySet())));
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ends.of(partitions));
        } catch (KafkaException e) {
            LOG.debug("The log's ends could not be read", e);
            return Optional.empty();
        }
    }

    private Optional<Long> lag(QueryRun run, Optional<Map<Integer, Long>> now) {
        return committed(run).flatMap(done -> now.map(all -> lag(done, all)));
    }

    private static long lag(Map<Integer, Long> committed, Map<Integer, Long> ends) {
        return committed.entrySet().stream()
                .mapToLong(done -> Math.max(0, ends.getOrDefault(done.getKey(), 0L) - done.getValue()))
                .sum();
    }

    private Optional<Map<Integer, Long>> committed(QueryRun run) {
        return run.query().progress().flatMap(progress -> Positions.committed(progress, topic));
    }

    /** Hears, as often as a line is logged, whether all queries are well. */
    @FunctionalInterface
    interface Health {

        /** Nobody's. */
        Health UNHEARD = well -> {};

        void is(boolean well);
    }

    /** Hears how many records a query has before it; empty where that isn't known. */
    @FunctionalInterface
    interface LagListener {
        void lag(String query, Optional<Long> records);
    }

    /** Asks the brokers. */
    @FunctionalInterface
    interface LogEnds {

        /**
         * The offset behind the last record that can be read, for each of these partitions.
         *
         * @throws KafkaException when they don't answer
         */
        Map<Integer, Long> of(Collection<Integer> partitions) throws InterruptedException;
    }
}
