package io.userautomation.randomuser;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many users per client address and stretch of time. As in the real API the request that crosses the limit is still
 * served, and the ones after it are not until the stretch is over.
 */
public final class RateLimit {
    /** The stretch the public API counts over. */
    public static final Duration PUBLIC_STRETCH = Duration.ofMinutes(5);

    /** A limit that is never reached. */
    public static final long NONE = Long.MAX_VALUE;

    private final long users;
    private final long stretchNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> served = new HashMap<>();
    private long stretchStart;

    RateLimit(long users, Duration stretch, LongSupplier nanoTime) {
        this.users = users;
        this.nanoTime = nanoTime;
        stretchNanos = stretch.toNanos();
        stretchStart = nanoTime.getAsLong();
    }

    /** Counts a request, unless its client has had enough. */
    synchronized boolean allows(String client, int results) {
        if (nanoTime.getAsLong() - stretchStart >= stretchNanos) {
            served.clear();
            stretchStart = nanoTime.getAsLong();
        }
        long had = served.getOrDefault(client, 0L);
        if (had >= users) {
            return false;
        }
        served.put(client, had + results);
        return true;
    }
}
