package io.userautomation.stores;

import io.userautomation.model.record.ValidUser;
import io.userautomation.model.runs.RunId;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.PackedHistogram;

/**
 * Counts, while a partition is written, what becomes of its records and how long each took. Anybody may write any run's id into
 * a record: where there are more than {@value #MAX_RUNS} of them, those with the fewest records count as records of no run. For
 * one thread.
 */
public final class WriteTally {

    public static final int MAX_RUNS = 100;

    /** One in a thousand is finer than anybody reads a latency. */
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Map<String, RunCounts> counts = new HashMap<>();
    private final Map<String, PackedHistogram> latencies = new HashMap<>();

    /** @param acknowledgedMillis when the database acknowledged these rows, milliseconds since 1970 */
    public void stored(Collection<ValidUser> users, long acknowledgedMillis) {
        for (ValidUser user : users) {
            String run = runOf(user);
            count(run, new RunCounts(1, 0));
            // Clocks differ between machines: a record from the future took no time.
            latencies(run)
                    .recordValue(Math.max(0, acknowledgedMillis - user.origin().timestampMillis()));
        }
    }

    public void deadLettered(ValidUser user) {
        count(runOf(user), new RunCounts(0, 1));
    }

    /** Adds what another tally has counted. */
    public void add(Written written) {
        written.counts().forEach(this::count);
        written.latencies().forEach((run, encoded) -> {
            if (counts.containsKey(run)) {
                latencies(run).add(decode(encoded));
            }
        });
    }

    /** Rows and dead letters counted so far. */
    public long acknowledged() {
        return counts.values().stream().mapToLong(WriteTally::records).sum();
    }

    /** All that was counted. */
    public Written written() {
        keep(MAX_RUNS);
        Map<String, byte[]> encoded = new HashMap<>();
        latencies.forEach((run, histogram) -> encoded.put(run, encode(histogram)));
        return new Written(new HashMap<>(counts), encoded);
    }

    private void count(String run, RunCounts more) {
        counts.merge(run, more, RunCounts::plus);
        if (counts.size() > 2 * MAX_RUNS) {
            keep(MAX_RUNS);
        }
    }

    private PackedHistogram latencies(String run) {
        return latencies.computeIfAbsent(
                counts.containsKey(run) ? run : WriteOutcome.NO_RUN, any -> new PackedHistogram(SIGNIFICANT_DIGITS));
    }

    /** Keeps the runs with the most records apart, and the others together. */
    private void keep(int runs) {
        List<String> fewest = counts.keySet().stream()
                .filter(run -> !run.equals(WriteOutcome.NO_RUN))
                .sorted(Comparator.comparingLong((String run) -> records(counts.get(run)))
                        .reversed())
                .skip(runs)
                .toList();
        for (String run : fewest) {
            counts.merge(WriteOutcome.NO_RUN, counts.remove(run), RunCounts::plus);
            latencies.remove(run);
        }
    }

    private static long records(RunCounts run) {
        return run.stored() + run.deadLettered();
    }

    private String runOf(ValidUser user) {
        String run = user.origin().runId();
        return run != null && (counts.containsKey(run) || isRunId(run)) ? run : WriteOutcome.NO_RUN;
    }

    private static boolean isRunId(String run) {
        try {
            new RunId(run);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] encode(AbstractHistogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }

    private static PackedHistogram decode(byte[] encoded) {
        try {
            return PackedHistogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a compressed histogram", e);
        }
    }
}
