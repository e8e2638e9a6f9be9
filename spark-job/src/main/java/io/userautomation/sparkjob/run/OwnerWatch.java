package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Owner;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.run.ProgressReport.LogEnds;
import io.userautomation.sparkjob.source.LogRecords;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at how another driver's checkpoint advances, and says when it doesn't: its owner may live and be stuck, or wait for its
 * database. For one thread. All of it throws KafkaException when the brokers don't answer.
 */
final class OwnerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerWatch.class);
    private static final Duration SAY_AFTER = Duration.ofSeconds(10);
    private static final Duration SAY_EVERY = Duration.ofMinutes(1);

    private final String query;
    private final Committed positions;
    private final LogEnds now;
    private final LogRecords log;
    private final Duration deadline;
    private final LongSupplier nanos;
    private final Consumer<String> warnings;
    private Map<Integer, Long> last = Map.of();
    private Set<Integer> partitions = Set.of();
    private long advanced;
    private long nextWord;
    private boolean begun;

    /**
     * A watch over one checkpoint.
     *
     * @param now the log's ends
     * @param log closed with this
     * @param deadline how long an owner may store nothing while there is something to store
     */
    OwnerWatch(
            String query,
            Committed positions,
            LogEnds now,
            LogRecords log,
            Duration deadline,
            LongSupplier nanos,
            Consumer<String> warnings) {
        this.query = query;
        this.positions = positions;
        this.now = now;
        this.log = log;
        this.deadline = deadline;
        this.nanos = nanos;
        this.warnings = warnings;
    }

    /**
     * Looks once while the run is open.
     *
     * @return false
     * @throws TaskException where the owner has stored nothing for longer than the deadline, with records before it
     */
    boolean look(Owner owner) throws InterruptedException {
        if (partitions.isEmpty()) {
            partitions = log.begins().keySet();
        }
        advances(owner, positions.get(), now.of(partitions));
        return false;
    }

    /**
     * Looks once at a run that is closed.
     *
     * @param ends the run's, by partition
     * @return whether all before them is stored
     * @throws TaskException as {@link #look}
     */
    boolean isStored(Owner owner, Map<Integer, Long> ends) throws InterruptedException {
        Map<Integer, Position> found = positions.get();
        return advances(owner, found, ends) == 0 && isOfThisLog(found);
    }

    /** @return how many offsets are left */
    private long advances(Owner owner, Map<Integer, Position> found, Map<Integer, Long> ends) {
        Map<Integer, Long> offsets = new HashMap<>();
        found.forEach((partition, position) -> offsets.put(partition, position.offset()));
        long lag = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - offsets.getOrDefault(end.getKey(), 0L)))
                .sum();
        long time = nanos.getAsLong();
        if (!begun || lag == 0 || !offsets.equals(last)) {
            begun = true;
            last = offsets;
            advanced = time;
            nextWord = SAY_AFTER.toNanos();
        }
        long stuck = time - advanced;
        if (stuck > deadline.toNanos()) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s lives, but has stored nothing for %s s, with %s records to store: what its log says must be mended, or it be ended; then run this again"
                            .formatted(owner.inWords(), deadline.toSeconds(), lag));
        }
        if (stuck >= nextWord) {
            nextWord = stuck + SAY_EVERY.toNanos();
            warnings.accept("The owner lives, but does not advance query=%s lag=%s seconds=%s owner=%s"
                    .formatted(query, lag, Duration.ofNanos(stuck).toSeconds(), owner.inWords()));
        }
        return lag;
    }

    /** Positions of a log whose end the brokers have lost say nothing of what stands there now; their owner will notice. */
    private boolean isOfThisLog(Map<Integer, Position> found) {
        Map<Integer, RecordMark> marks = new HashMap<>();
        Map<Integer, Long> ends = log.ends(found.keySet());
        for (Map.Entry<Integer, Position> position : found.entrySet()) {
            if (ends.getOrDefault(position.getKey(), 0L) < position.getValue().offset()) {
                return false;
            }
            if (position.getValue().mark() != null) {
                marks.put(position.getKey(), position.getValue().mark());
            }
        }
        Set<Integer> differing = marks.isEmpty() ? Set.of() : log.differing(marks);
        if (!differing.isEmpty()) {
            LOG.debug("The positions are of another log query={} partitions={}", query, differing);
        }
        return differing.isEmpty();
    }

    @Override
    public void close() {
        log.close();
    }

    /** Asks for the checkpoint's positions. */
    @FunctionalInterface
    interface Committed {

        Map<Integer, Position> get() throws InterruptedException;
    }
}
