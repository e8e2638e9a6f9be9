package io.userautomation.producer.api;

import io.userautomation.model.runs.ApiCalls;
import io.userautomation.producer.Ticker;
import io.userautomation.producer.api.ApiException.Trouble;
import io.userautomation.producer.settings.ApiSettings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again for a page that did not come, within bounds. A page that stays short or empty is a failure in the end, never
 * the end of the users: the API has no such thing.
 */
public final class RetryingUserApi implements UserApi {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingUserApi.class);

    private final UserApi api;
    private final String address;
    private final RetryPolicy policy;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final AtomicReference<ApiCalls> calls = new AtomicReference<>(ApiCalls.NONE);

    public RetryingUserApi(UserApi api, ApiSettings settings, Ticker ticker, RandomGenerator random) {
        this(api, settings.way(), RetryPolicy.of(settings), ticker, random);
    }

    RetryingUserApi(UserApi api, String address, RetryPolicy policy, Ticker ticker, RandomGenerator random) {
        this.api = api;
        this.address = address;
        this.policy = policy;
        this.ticker = ticker;
        this.random = random;
    }

    @Override
    public UserPage fetch(PageRequest request, Duration atMost) throws ApiException, InterruptedException {
        Duration deadline = policy.deadline().compareTo(atMost) < 0 ? policy.deadline() : atMost;
        long start = ticker.nanos();
        for (int tried = 1; ; tried++) {
            count(new ApiCalls(1, 0, 0, 0, 0));
            try {
                return api.fetch(request, deadline.minus(spent(start)));
            } catch (ApiException e) {
                Trouble trouble = e.trouble()
                        .orElseThrow(() -> e.about("the Random User API at %s %s".formatted(address, e.getMessage())));
                Duration pause = policy.pause(tried, e.retryAfter(), random);
                Duration spent = spent(start);
                if (tried == policy.tries() || spent.plus(pause).compareTo(deadline) >= 0) {
                    throw e.about("the Random User API at %s did not give page %s in %s tries over %s s; last it %s"
                            .formatted(address, request.page(), tried, spent.toSeconds(), e.getMessage()));
                }
                LOG.info(
                        "Asking again page={} tried={} wait_ms={} because it {}",
                        request.page(),
                        tried,
                        pause.toMillis(),
                        e.getMessage());
                count(repetition(trouble));
                ticker.sleep(pause);
            }
        }
    }

    private Duration spent(long start) {
        return Duration.ofNanos(ticker.nanos() - start);
    }

    /** What it was asked for so far. */
    public ApiCalls calls() {
        return calls.get();
    }

    private void count(ApiCalls more) {
        calls.accumulateAndGet(more, ApiCalls::plus);
    }

    private static ApiCalls repetition(Trouble trouble) {
        return switch (trouble) {
            case THROTTLED -> new ApiCalls(0, 1, 0, 0, 0);
            case SERVER_ERROR -> new ApiCalls(0, 0, 1, 0, 0);
            case UNANSWERED -> new ApiCalls(0, 0, 0, 1, 0);
            case UNUSABLE -> new ApiCalls(0, 0, 0, 0, 1);
        };
    }

    @Override
    public void close() {
        api.close();
    }
}
