package io.userautomation.stores;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Counts, while a partition is written, what becomes of its records and how long each took. For one thread. */
public final class WriteTally {

    /** One in a thousand is finer than anybody reads a latency. */
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Map<String, RunCounts> counts = new HashMap<>();
    private final Map<String, Histogram> latencies = new HashMap<>();

    /** @param acknowledgedMillis when the database acknowledged these rows, milliseconds since 1970 */
    public void stored(Collection<ValidUser> users, long acknowledgedMillis) {
        for (ValidUser user : users) {
            String run = runOf(user);
            counts.merge(run, new RunCounts(1, 0), RunCounts::plus);
            latencies
                    .computeIfAbsent(run, any -> new Histogram(SIGNIFICANT_DIGITS))
                    // Clocks differ between machines: a record from the future took no time.
                    .recordValue(Math.max(0, acknowledgedMillis - user.origin().timestampMillis()));
        }
    }

    public void deadLettered(ValidUser user) {
        counts.merge(runOf(user), new RunCounts(0, 1), RunCounts::plus);
    }

    /** Rows and dead letters counted so far. */
    public long acknowledged() {
        return counts.values().stream()
                .mapToLong(run -> run.stored() + run.deadLettered())
                .sum();
    }

    /** All that was counted. */
    public Written written() {
        Map<String, byte[]> encoded = new HashMap<>();
        latencies.forEach((run, histogram) -> encoded.put(run, encode(histogram)));
        return new Written(new HashMap<>(counts), encoded);
    }

    private static String runOf(ValidUser user) {
        String run = user.origin().runId();
        return run == null ? WriteOutcome.NO_RUN : run;
    }

    private static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }
}
