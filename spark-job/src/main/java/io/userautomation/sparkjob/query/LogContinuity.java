package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.source.LogRecords;
import io.userautomation.sparkjob.source.LogReplacedException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the brokers' log is still the one that a checkpoint's offsets were read from. Brokers that lose the end of it, by a
 * power failure or an unclean election, write other records at the same offsets; a query would pass them over. So the last
 * record before each position is kept as a mark. It is compared before a query starts, before each of its batches, and while
 * none comes.
 */
final class LogContinuity implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogContinuity.class);

    private final LogRecords log;
    private final CheckpointFolder folder;
    private final Ownership ownership;
    private final String query;
    private Map<Integer, RecordMark> marks = new TreeMap<>();
    private Map<Integer, Long> reached = Map.of();

    LogContinuity(LogRecords log, Checkpoint checkpoint, String query) {
        this.log = log;
        this.folder = checkpoint.folder();
        this.ownership = checkpoint.ownership();
        this.query = query;
    }

    /**
     * Compares again, between batches: without a new record no batch would.
     *
     * @throws TaskException when the log is another one
     */
    synchronized void require() throws IOException {
        require(difference(folder.positions(), marks));
    }

    /**
     * Finds out where the query starts. Where the folder is missing or behind what its group knows, another driver was further,
     * elsewhere perhaps, and the query starts there. It starts over from the earliest offset where the log is another one: a
     * replay changes no row.
     *
     * @return by partition, where a query starts that has no offsets in its folder; empty: at the earliest
     */
    synchronized Map<Integer, Long> atStart() throws IOException, InterruptedException {
        Map<Integer, Long> inFolder = folder.positions();
        Map<Integer, Long> inGroup = new TreeMap<>();
        Map<Integer, RecordMark> marksInGroup = new TreeMap<>();
        ownership.positions().forEach((partition, position) -> {
            inGroup.put(partition, position.offset());
            if (position.mark() != null) {
                marksInGroup.put(partition, position.mark());
            }
        });
        boolean behind = inGroup.entrySet().stream()
                .anyMatch(position -> inFolder.getOrDefault(position.getKey(), 0L) < position.getValue());
        Optional<Map<Integer, RecordMark>> kept = behind ? Optional.of(marksInGroup) : folder.marks();
        Optional<String> difference = kept.isEmpty()
                ? Optional.of("marks.json is damaged")
                : difference(behind ? inGroup : inFolder, kept.get());
        marks = new TreeMap<>(kept.orElse(Map.of()));
        if (difference.isPresent()) {
            // First, for a folder without offsets would start where the group is.
            ownership.forget();
            folder.startOver();
            marks.clear();
            LOG.error(
                    "The brokers may have lost the end of their log, and acknowledged others at the same offsets: starting over"
                            + " from the earliest offset, which changes no row query={} checkpoint={} reason={}",
                    query,
                    folder.location(),
                    difference.get());
            return Map.of();
        }
        if (behind) {
            return startAt(inGroup);
        }
        if (!folder.isUsed()) {
            LOG.info(
                    "No checkpoint for this topic and sink yet: starting from the earliest offset query={} checkpoint={}",
                    query,
                    folder.location());
        }
        // Who follows goes by them.
        ownership.commit(Position.NO_BATCH, folder.committed(), marks);
        return Map.of();
    }

    private Map<Integer, Long> startAt(Map<Integer, Long> positions) throws IOException {
        if (folder.isUsed()) {
            folder.startOver();
        }
        folder.keep(marks);
        Map<Integer, Long> start = new TreeMap<>();
        log.begins().forEach((partition, begin) -> {
            long position = positions.getOrDefault(partition, 0L);
            start.put(partition, Math.max(begin, position));
            if (position > 0 && position < begin) {
                LOG.error(
                        "Retention has deleted records before they were stored query={} partition={} from={} to={}",
                        query,
                        partition,
                        position,
                        begin);
            }
        });
        LOG.warn(
                "The checkpoint's folder is missing or behind: starting where its consumer group stands query={} checkpoint={}"
                        + " offsets={}",
                query,
                folder.location(),
                start);
        return start;
    }

    /** @throws TaskException when the records before this batch are not those that were stored */
    synchronized void before(long batchId) throws IOException {
        reached = new TreeMap<>(folder.offsets(batchId));
        reached.entrySet()
                .removeIf(end -> marks.containsKey(end.getKey())
                        && marks.get(end.getKey()).end() == end.getValue());
        Map<Integer, RecordMark> touched = new TreeMap<>(marks);
        touched.keySet().retainAll(reached.keySet());
        Optional<String> difference = difference(Map.of(), touched);
        for (Map.Entry<Integer, RecordMark> mark : touched.entrySet()) {
            if (reached.get(mark.getKey()) < mark.getValue().end()) {
                difference = Optional.of(ends(
                        mark.getKey(),
                        reached.get(mark.getKey()),
                        mark.getValue().end()));
            }
        }
        require(difference);
    }

    /**
     * Keeps how far the batch went, once it is stored and before Spark commits it.
     *
     * @throws TaskException when another driver may own the checkpoint by now
     */
    synchronized void keep(long batchId) throws IOException, InterruptedException {
        Map<Integer, RecordMark> found = log.lastBefore(reached);
        marks.putAll(found);
        ownership.commit(batchId, folder.offsets(batchId), marks);
        if (!found.isEmpty()) {
            folder.keep(marks);
        }
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    private static void require(Optional<String> difference) {
        if (difference.isPresent()) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "the brokers have lost the end of their log: %s; the query starts over, which changes no row"
                            .formatted(difference.get()),
                    new LogReplacedException(null));
        }
    }

    private Optional<String> difference(Map<Integer, Long> positions, Map<Integer, RecordMark> kept) {
        if (!positions.isEmpty()) {
            Map<Integer, Long> ends = log.ends(positions.keySet());
            for (Map.Entry<Integer, Long> position : positions.entrySet()) {
                long end = ends.getOrDefault(position.getKey(), 0L);
                if (end < position.getValue()) {
                    return Optional.of(ends(position.getKey(), end, position.getValue()));
                }
            }
        }
        Set<Integer> differing = kept.isEmpty() ? Set.of() : log.differing(kept);
        return differing.stream()
                .sorted()
                .findFirst()
                .map(partition -> "partition %s holds another record at offset %s than the one that was stored"
                        .formatted(partition, kept.get(partition).offset()));
    }

    private static String ends(int partition, long end, long position) {
        return "partition %s ends at offset %s, and was stored up to %s".formatted(partition, end, position);
    }
}
