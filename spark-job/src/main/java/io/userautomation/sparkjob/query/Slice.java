package io.userautomation.sparkjob.query;

import io.userautomation.model.record.ValidUser;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How many users a task holds in memory at once: as many as one of both bounds allows, and one at least.
 *
 * @param users at most
 * @param bytes of the records that they came in, as {@code IncomingRecord.bytes()} counts them; the last one may exceed them
 */
record Slice(int users, long bytes) {

    /** A store's writer holds some four times as much: texts, statements, what travels. */
    static final Slice OF_A_TASK = new Slice(10_000, 8L << 20);

    /** The next ones, in their order. */
    List<ValidUser> next(Iterator<ValidUser> all) {
        List<ValidUser> slice = new ArrayList<>();
        long sum = 0;
        while (all.hasNext() && slice.size() < users && sum < bytes) {
            ValidUser user = all.next();
            slice.add(user);
            sum += user.origin().bytes();
        }
        return slice;
    }
}
