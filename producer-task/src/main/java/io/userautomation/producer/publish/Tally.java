package io.userautomation.producer.publish;

import io.userautomation.model.runs.PublishCounts;
import java.util.concurrent.atomic.LongAdder;

/** Counts while publishing; written by several threads. */
public final class Tally {

    private final LongAdder fetched = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder pages = new LongAdder();

    /** A user of the API's was taken up. */
    void fetched() {
        fetched.increment();
    }

    /** The brokers have acknowledged a user's record. */
    void published() {
        published.increment();
    }

    /** The brokers have acknowledged a refused user's dead letter. */
    void rejected() {
        rejected.increment();
    }

    void page() {
        pages.increment();
    }

    long pages() {
        return pages.sum();
    }

    long fetchedSoFar() {
        return fetched.sum();
    }

    long publishedSoFar() {
        return published.sum();
    }

    /** @param asked for, or null where only a duration bounds the run */
    public PublishCounts counts(Long asked) {
        long taken = fetched.sum();
        long shortOf = asked == null ? 0 : Math.max(0, asked - taken);
        return new PublishCounts(taken, published.sum(), rejected.sum(), shortOf);
    }
}
