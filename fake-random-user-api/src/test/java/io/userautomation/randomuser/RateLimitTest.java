package io.userautomation.randomuser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(100, Duration.ofMinutes(5), now::get);

    @Test
    void should_serve_the_request_that_crosses_the_limit_and_none_after_it() {
        assertThat(limit.allows("here", 60)).isTrue();
        assertThat(limit.allows("here", 60)).isTrue();
        assertThat(limit.allows("here", 1)).isFalse();
    }

    @Test
    void should_count_each_client_alone() {
        limit.allows("here", 100);

        assertThat(limit.allows("here", 1)).isFalse();
        assertThat(limit.allows("there", 1)).isTrue();
    }

    @Test
    void should_forget_when_the_stretch_is_over() {
        limit.allows("here", 100);
        now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(limit.allows("here", 1)).isFalse();

        now.incrementAndGet();

        assertThat(limit.allows("here", 1)).isTrue();
    }

    @Test
    void should_answer_429_with_an_error_and_without_retry_after() throws Exception {
        try (RandomUserApi api =
                RandomUserApi.start(RandomUserApi.Options.defaults().withRateLimit(50, Duration.ofMinutes(5)))) {
            ApiClient client = new ApiClient(api);
            client.get("/api/1.4/?results=50");

            var turnedAway = client.get("/api/1.4/?results=1");

            assertThat(turnedAway.statusCode()).isEqualTo(429);
            assertThat(client.json(turnedAway).keySet()).containsExactly("error");
            assertThat(turnedAway.headers().firstValue("Retry-After")).isEmpty();
            assertThat(api.statistics().rateLimited()).isEqualTo(1);
            assertThat(api.statistics().users()).isEqualTo(50);
        }
    }
}
