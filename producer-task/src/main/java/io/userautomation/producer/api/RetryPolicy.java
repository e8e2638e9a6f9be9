package io.userautomation.producer.api;

import io.userautomation.producer.settings.ApiSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait between tries: exponential with full jitter, so that clients that failed together don't come back
 * together, and never shorter than what the API asked for.
 *
 * @param tries in all
 * @param deadline from the first try's start to the last one's end
 * @param backoff upper bound of the first wait; doubles with each further one
 * @param longestBackoff upper bound of every wait
 * @param retryAfterCap upper bound of what a Retry-After can ask for
 */
record RetryPolicy(int tries, Duration deadline, Duration backoff, Duration longestBackoff, Duration retryAfterCap) {

    private static final Duration MAX_BACKOFF = Duration.ofSeconds(20);
    private static final int MAX_DOUBLINGS = 30;

    static RetryPolicy of(ApiSettings settings) {
        return new RetryPolicy(
                settings.tries(), settings.deadline(), settings.backoff(), MAX_BACKOFF, settings.retryAfterCap());
    }

    /** The wait after the {@code failed}-th failed try (1 for the first). */
    Duration pause(int failed, Optional<Duration> retryAfter, RandomGenerator random) {
        long doubled = backoff.toMillis() << Math.min(failed - 1, MAX_DOUBLINGS);
        long bound = Math.min(Math.max(doubled, 0), longestBackoff.toMillis());
        Duration jittered = Duration.ofMillis(random.nextLong(bound + 1));
        Duration asked = retryAfter.map(this::capped).orElse(Duration.ZERO);
        return asked.plus(jittered);
    }

    private Duration capped(Duration asked) {
        return asked.compareTo(retryAfterCap) > 0 ? retryAfterCap : asked;
    }
}
