package io.userautomation.audit.page;

import io.userautomation.audit.page.CountsOverTime.Point;
import java.util.List;
import java.util.Optional;

/**
 * When one store has stored a run's users, by the reports of the Spark job, which say how many it has so far. What came
 * between two reports is spread evenly between them: the runs topic forgets older reports after a while.
 */
public final class StoredOverTime {

    private final CountsOverTime counts;
    private final long openedMillis;
    private long before;
    private long lastMillis;
    private long first;
    private long last;

    /**
     * Nothing yet; all times in milliseconds since 1970.
     *
     * @param openedMillis when the run was opened; what was stored before is left out
     * @param publishedMillis when its first user was published, before which none can have been stored
     */
    public StoredOverTime(long openedMillis, long publishedMillis) {
        this.counts = new CountsOverTime(openedMillis);
        this.openedMillis = openedMillis;
        this.lastMillis = Math.max(openedMillis, publishedMillis);
    }

    /**
     * Adds a report.
     *
     * @param atMillis when it was written
     * @param reported how many rows had been stored by then
     */
    public void add(long atMillis, long reported) {
        long stored = Math.max(0, reported);
        if (atMillis > openedMillis && stored > before) {
            first = first == 0 ? atMillis : first;
            last = Math.max(last, atMillis);
            counts.spread(Math.min(lastMillis, atMillis), atMillis, stored - before);
        }
        // One that says less is of a job that counts anew.
        before = stored;
        lastMillis = Math.max(lastMillis, atMillis);
    }

    /** Rows per second. */
    public List<Point> perSecond() {
        return counts.perSecond();
    }

    /** From the first report to the last; empty where there was none. */
    public Optional<Phase> phase(String name) {
        return last == 0 ? Optional.empty() : Optional.of(Phase.of(name, openedMillis, first, last));
    }
}
