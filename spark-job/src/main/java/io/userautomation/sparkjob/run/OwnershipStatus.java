package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.ownership.Owner;
import io.userautomation.sparkjob.ownership.Owners;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.run.ProgressReport.LogEnds;
import io.userautomation.sparkjob.run.QueryRun.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of each query who owns its checkpoint, and whether that one advances; asks Kafka alone, and starts nothing. */
final class OwnershipStatus {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /** Longer than a query lets pass between two batches. */
    private static final int LOOKS = 12;

    private final Owners owners;
    private final LogEnds ends;
    private final Pause pause;

    /**
     * What one query's owner is seen to do.
     *
     * @param owner null where nobody owns it
     * @param lag offsets before the log's end
     */
    private record Seen(Owner owner, String group, Map<Integer, Position> positions, long lag) {

        long reached() {
            return positions.values().stream().mapToLong(Position::offset).sum();
        }
    }

    OwnershipStatus(Owners owners, LogEnds ends, Pause pause) {
        this.owners = owners;
        this.ends = ends;
        this.pause = pause;
    }

    /**
     * Looks, for some seconds where a query has something to store and is not seen to advance.
     *
     * @throws TaskException where one isn't owned, or doesn't advance; it carries what was seen
     */
    Summary of(List<String> queries, Set<Integer> partitions) throws InterruptedException {
        Summary summary = new Summary();
        List<String> wrong = new ArrayList<>();
        for (String query : queries) {
            Seen first = look(query, partitions);
            Seen last = first;
            for (int looks = 1; looks < LOOKS && first.owner() != null && !advances(first, last); looks++) {
                pause.forMillis(LOOK_AGAIN.toMillis());
                last = look(query, partitions);
            }
            boolean advances = last.owner() != null && advances(first, last);
            summary.with(query, figures(last, advances));
            if (last.owner() == null) {
                wrong.add("nobody owns the checkpoint of " + query);
            } else if (!advances) {
                wrong.add("%s does not advance, %s records behind: see the log of %s"
                        .formatted(query, last.lag(), last.owner().inWords()));
            }
        }
        if (wrong.isEmpty()) {
            return summary;
        }
        throw new TaskException(ExitStatus.FAILED, String.join("; ", wrong), null, summary);
    }

    private static boolean advances(Seen before, Seen now) {
        return now.lag() == 0 || now.reached() > before.reached();
    }

    /** Of several, such as one of another table, the one that is furthest. */
    private Seen look(String query, Set<Integer> partitions) throws InterruptedException {
        Map<Integer, Long> logEnds = ends.of(partitions);
        List<Seen> seen = new ArrayList<>();
        for (Map.Entry<String, Owner> owner : owners.of(query).entrySet()) {
            Map<Integer, Position> positions = owners.positionsOfGroup(owner.getKey());
            long lag = logEnds.entrySet().stream()
                    .mapToLong(end -> {
                        Position position = positions.get(end.getKey());
                        return Math.max(0, end.getValue() - (position == null ? 0 : position.offset()));
                    })
                    .sum();
            seen.add(new Seen(owner.getValue(), owner.getKey(), positions, lag));
        }
        return seen.stream().max(Comparator.comparingLong(Seen::reached)).orElse(new Seen(null, null, Map.of(), 0));
    }

    private static Map<String, Object> figures(Seen seen, boolean advances) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("owned", seen.owner() != null);
        if (seen.owner() == null) {
            return figures;
        }
        figures.put("host", seen.owner().host());
        figures.put("pid", seen.owner().pid());
        figures.put("since", text(seen.owner().since()));
        figures.put("group", seen.group());
        Position last = seen.positions().values().stream()
                .max(Comparator.comparingLong(Position::atMillis))
                .orElse(null);
        figures.put("last_batch", last == null || last.batch() == Position.NO_BATCH ? null : last.batch());
        figures.put("last_batch_at", last == null ? null : text(Instant.ofEpochMilli(last.atMillis())));
        figures.put("lag", seen.lag());
        figures.put("advances", advances);
        return figures;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
