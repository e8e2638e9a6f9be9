package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.model.runs.ApiCalls;
import io.userautomation.producer.FakeTicker;
import io.userautomation.producer.api.ApiException.Trouble;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryingUserApiTest {

    private static final PageRequest PAGE = new PageRequest("pipeline", 3, 1, List.of());
    private static final Duration FOREVER = Duration.ofDays(365);
    private static final UserPage USERS = new UserPage(List.of());

    private final FakeTicker ticker = new FakeTicker();
    private final List<Duration> limits = new ArrayList<>();
    private final Deque<ApiException> failures = new ArrayDeque<>();

    @Test
    void should_give_the_page_at_once_where_nothing_fails() throws Exception {
        assertThat(api(3, Duration.ofMinutes(1)).fetch(PAGE, FOREVER)).isSameAs(USERS);

        assertThat(ticker.sleeps()).isEmpty();
    }

    @Test
    void should_ask_again_until_the_page_comes() throws Exception {
        fail(1, ApiException.passing(Trouble.SERVER_ERROR, "answered 500", null));
        fail(1, ApiException.passing(Trouble.THROTTLED, "answered 429", null));
        fail(2, ApiException.unanswered("fell silent", null));
        fail(1, ApiException.unusable("gave 0 users instead of 5000"));
        RetryingUserApi api = api(6, Duration.ofMinutes(2));

        assertThat(api.fetch(PAGE, FOREVER)).isSameAs(USERS);

        assertThat(api.calls()).isEqualTo(new ApiCalls(6, 1, 1, 2, 1));
        assertThat(ticker.sleeps()).hasSize(5);
    }

    @Test
    void should_give_up_after_so_many_tries_and_say_why() {
        fail(100, ApiException.unusable("gave 0 users instead of 5000"));

        ApiException end = failure(api(3, Duration.ofMinutes(1)));

        assertThat(end.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(end)
                .hasMessageMatching("the Random User API at host:80 did not give page 3 in 3 tries over \\d s; last it"
                        + " gave 0 users instead of 5000");
        assertThat(ticker.sleeps()).hasSize(2);
    }

    @Test
    void should_give_up_rather_than_wait_past_the_deadline() {
        fail(100, ApiException.passing(Trouble.THROTTLED, "answered 429", Duration.ofSeconds(30)));

        ApiException end = failure(api(100, Duration.ofSeconds(100)));

        assertThat(end).hasMessageContaining("last it answered 429");
        assertThat(ticker.passed()).isLessThanOrEqualTo(Duration.ofSeconds(100));
        assertThat(ticker.sleeps()).hasSizeBetween(2, 3);
    }

    @Test
    void should_count_the_time_that_tries_take_against_the_deadline() {
        RetryingUserApi api = api(100, Duration.ofSeconds(100), request -> {
            ticker.pass(Duration.ofSeconds(60));
            throw ApiException.unanswered("fell silent", null);
        });

        ApiException end = failure(api);

        assertThat(end).hasMessageContaining("in 2 tries");
        assertThat(limits.get(0)).isEqualTo(Duration.ofSeconds(100));
        assertThat(limits.get(1)).isLessThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void should_not_ask_again_where_it_cannot_help() {
        fail(1, ApiException.lasting("redirects (302) to http://elsewhere/, which is not followed"));

        ApiException end = failure(api(3, Duration.ofMinutes(1)));

        assertThat(end)
                .hasMessage(
                        "the Random User API at host:80 redirects (302) to http://elsewhere/, which is not followed");
        assertThat(ticker.sleeps()).isEmpty();
    }

    private void fail(int times, ApiException failure) {
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
    }

    private RetryingUserApi api(int tries, Duration deadline) {
        return api(tries, deadline, request -> {
            ApiException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return USERS;
        });
    }

    private RetryingUserApi api(int tries, Duration deadline, OneTry oneTry) {
        RetryPolicy policy = new RetryPolicy(
                tries, deadline, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(60));
        UserApi api = new UserApi() {
            @Override
            public UserPage fetch(PageRequest request, Duration atMost) throws ApiException {
                limits.add(atMost);
                return oneTry.fetch(request);
            }

            @Override
            public void close() {}
        };
        return new RetryingUserApi(api, "host:80", policy, ticker, new Random(1));
    }

    private static ApiException failure(RetryingUserApi api) {
        return catchThrowableOfType(ApiException.class, () -> api.fetch(PAGE, FOREVER));
    }

    private interface OneTry {
        UserPage fetch(PageRequest request) throws ApiException;
    }
}
