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

    /** @param openedMillis when the run was opened, milliseconds since 1970; what was stored before is left out */
    public StoredOverTime(long openedMillis) {
        this.counts = new CountsOverTime(openedMillis);
        this.openedMillis = openedMillis;
        this.lastMillis = openedMillis;
    }

    /**
     * Adds a report.
     *
     * @param atMillis when it was written
     * @param stored how many rows had been stored by then
     */
    public void add(long atMillis, long stored) {
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
