package io.userautomation.sparkjob.run;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** What one store has stored of one run, by all jobs so far. */
final class RunTally {

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double P95 = 95;
    private static final double P99 = 99;

    private RunCounts counts;
    private final Histogram latencies;

    private RunTally(RunCounts counts, Histogram latencies) {
        this.counts = counts;
        this.latencies = latencies;
    }

    /**
     * Goes on where the last report ended.
     *
     * @throws IllegalArgumentException when its latencies can't be read
     */
    static RunTally continuing(Optional<StoreReport> report) {
        return report.map(found -> new RunTally(
                        new RunCounts(found.stored(), found.deadLettered()),
                        decode(Base64.getDecoder().decode(found.histogram()))))
                .orElseGet(() -> new RunTally(new RunCounts(0, 0), new Histogram(SIGNIFICANT_DIGITS)));
    }

    void add(RunId runId, List<Written> parts) {
        for (Written part : parts) {
            counts = counts.plus(part.counts().getOrDefault(runId.value(), new RunCounts(0, 0)));
            byte[] encoded = part.latencies().get(runId.value());
            if (encoded != null) {
                latencies.add(decode(encoded));
            }
        }
    }

    StoreReport report(RunId runId, String store) {
        return new StoreReport(
                runId.value(),
                store,
                counts.stored(),
                counts.deadLettered(),
                latencies.getValueAtPercentile(MEDIAN),
                latencies.getValueAtPercentile(P95),
                latencies.getMaxValue(),
                Base64.getEncoder().encodeToString(encode(latencies)),
                latencies.getValueAtPercentile(P99));
    }

    private static Histogram decode(byte[] encoded) {
        try {
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
            histogram.setAutoResize(true);
            return histogram;
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not a compressed histogram", e);
        }
    }

    private static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }
}
