package io.userautomation.audit.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much happened when: counts in buckets of equal width, which doubles whenever time outgrows them. So memory is the
 * same for a second and for a year.
 */
public final class CountsOverTime {

    static final int MAX_BUCKETS = 240;

    private static final long FIRST_WIDTH_MILLIS = 1_000;
    /** What is said to be later is a clock's mistake, and counts here. */
    private static final long MAX_SPAN_MILLIS = TimeUnit.DAYS.toMillis(3_650);

    private final long originMillis;
    private final double[] counts = new double[MAX_BUCKETS];
    private long widthMillis = FIRST_WIDTH_MILLIS;
    private int used;

    /** @param originMillis where the first bucket begins, milliseconds since 1970; what was before counts as then */
    public CountsOverTime(long originMillis) {
        this.originMillis = originMillis;
    }

    /** Counts one that happened at a moment. */
    public void add(long millis) {
        counts[bucket(sinceOrigin(millis))]++;
    }

    /** Spreads a count evenly from one moment to a later one. */
    public void spread(long fromMillis, long toMillis, long count) {
        long from = sinceOrigin(fromMillis);
        long to = Math.max(from + 1, sinceOrigin(toMillis));
        int last = bucket(to - 1);
        for (int i = bucket(from); i <= last; i++) {
            long begin = Math.max(from, i * widthMillis);
            long end = Math.min(to, (i + 1) * widthMillis);
            counts[i] += (double) count * (end - begin) / (to - from);
        }
    }

    /** Per second, from the origin to the last that was counted: a point in the middle of each bucket. */
    public List<Point> perSecond() {
        double widthSeconds = widthMillis / (double) TimeUnit.SECONDS.toMillis(1);
        List<Point> points = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            points.add(new Point((i + 0.5) * widthSeconds, counts[i] / widthSeconds));
        }
        return points;
    }

    private long sinceOrigin(long millis) {
        if (millis <= originMillis) {
            return 0;
        }
        long span = millis - originMillis;
        return span < 0 ? MAX_SPAN_MILLIS : Math.min(span, MAX_SPAN_MILLIS);
    }

    private int bucket(long sinceOrigin) {
        while (sinceOrigin / widthMillis >= MAX_BUCKETS) {
            widen();
        }
        int bucket = (int) (sinceOrigin / widthMillis);
        used = Math.max(used, bucket + 1);
        return bucket;
    }

    private void widen() {
        for (int i = 0; i < MAX_BUCKETS / 2; i++) {
            counts[i] = counts[2 * i] + counts[2 * i + 1];
        }
        Arrays.fill(counts, MAX_BUCKETS / 2, MAX_BUCKETS, 0);
        widthMillis *= 2;
        used = (used + 1) / 2;
    }

    /**
     * A point of a line.
     *
     * @param x seconds since the origin
     * @param y how many per second
     */
    public record Point(double x, double y) {}
}
