package io.userautomation.audit.page;

import io.userautomation.model.runs.StoreReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long users took into each store, as bars of equal width.
 *
 * @param stepSeconds width of a bar; the first begins at 0
 * @param percent per store, how many percent of its rows took so long
 */
public record LatencyBars(double stepSeconds, Map<String, List<Double>> percent) {

    static final int MAX_BARS = 40;

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double PERCENT = 100;
    private static final int[] ROUND = {1, 2, 5};

    /** Of the stores that have reported; a report whose latencies can't be read is left out. */
    public static LatencyBars of(List<StoreReport> reports) {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        reports.forEach(report -> decode(report).ifPresent(found -> histograms.put(report.sink(), found)));
        long longest = histograms.values().stream()
                .mapToLong(Histogram::getMaxValue)
                .max()
                .orElse(0);
        long step = step(longest);
        Map<String, List<Double>> percent = new LinkedHashMap<>();
        histograms.forEach((store, histogram) -> percent.put(store, bars(histogram, step, longest)));
        return new LatencyBars(step / MILLIS_PER_SECOND, percent);
    }

    private static List<Double> bars(Histogram histogram, long step, long longest) {
        List<Double> bars = new ArrayList<>();
        long last = longest / step;
        for (long i = 0; i <= last; i++) {
            // A bar ends below the next one's begin.
            long to = i == last ? longest : (i + 1) * step - 1;
            double count = histogram.getCountBetweenValues(i * step, to);
            bars.add(PERCENT * count / histogram.getTotalCount());
        }
        return bars;
    }

    /** A round number of milliseconds that is short enough to tell, and long enough for few bars. */
    private static long step(long longest) {
        for (long power = 1; power <= longest; power *= 10) {
            for (int factor : ROUND) {
                if (longest / (factor * power) < MAX_BARS) {
                    return factor * power;
                }
            }
        }
        return 1;
    }

    private static Optional<Histogram> decode(StoreReport report) {
        try {
            byte[] bytes = Base64.getDecoder().decode(report.histogram());
            return Optional.of(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0))
                    .filter(histogram -> histogram.getTotalCount() > 0);
        } catch (DataFormatException | RuntimeException e) {
            // Anybody may write to the runs topic.
            return Optional.empty();
        }
    }
}
