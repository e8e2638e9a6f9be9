package io.userautomation.sparkjob.query;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records of a partition are in memory at once. Nobody knows before how large they are, so that a query whose heap was
 * full begins again with fewer: what its checkpoint has planned stays the same.
 */
final class PollSize {

    private static final Logger LOG = LoggerFactory.getLogger(PollSize.class);
    private static final int FEWER = 8;

    /** Until Spark has let go of what was polled in vain. */
    private static final Duration LET_GO = Duration.ofSeconds(3);

    private final String query;
    private final Pause pause;
    private volatile int records;

    PollSize(String query, int records, Pause pause) {
        this.query = query;
        this.records = records;
        this.pause = pause;
    }

    /** At present. */
    int records() {
        return records;
    }

    /** @throws Exception as the attempt did, unless the heap was full and there may be fewer records in it */
    void run(Attempt attempt) throws Exception {
        while (true) {
            try {
                attempt.run();
                return;
            } catch (Exception e) {
                if (records == 1 || !FullHeap.isBehind(e)) {
                    throw e;
                }
                records = Math.max(1, records / FEWER);
                LOG.warn(
                        "Memory was short: beginning again with fewer records at once query={} records={}",
                        query,
                        records);
                LOG.debug("failure in full", e);
                pause.forMillis(LET_GO.toMillis());
            }
        }
    }

    /** Runs a query to its end. */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void forMillis(long millis) throws InterruptedException;
    }
}
