package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.producer.Ticker;
import io.userautomation.producer.settings.ApiSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API behind a proxy, where this machine has no other way to it. */
class HttpProxyIT {

    private static final PageRequest PAGE = new PageRequest("pipeline", 1, 1, List.of());

    @Test
    void should_fetch_through_the_proxy() throws Exception {
        try (FakeProxy proxy = FakeProxy.answering("200 OK", Answers.page("pipeline", 1, 1, "1.4", Answers.user14()))) {
            // when
            UserPage page = fetch("http://users.example/api/1.4/", "http_proxy", "127.0.0.1:", proxy);
            // then
            assertThat(page.users()).hasSize(1);
            assertThat(proxy.heads().get(0)).startsWith("GET http://users.example/api/1.4/?");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://users.example/api/1.4/, HTTP_PROXY, 80", "https://users.example/api/1.4/, HTTPS_PROXY, 443"})
    void should_say_at_once_that_the_proxy_refuses_the_login(String url, String variable, int port) throws Exception {
        try (FakeProxy proxy = FakeProxy.answering("407 Proxy Authentication Required", "")) {
            // when
            ApiException failure = catchThrowableOfType(
                    ApiException.class, () -> fetch(url, variable, "http://ada:s3cret@127.0.0.1:", proxy));
            // then
            assertThat(failure)
                    .hasMessage(
                            "the Random User API at users.example:%s through the proxy 127.0.0.1:%s (%s) is behind a"
                                            .formatted(port, proxy.port(), variable)
                                    + " proxy that refuses the login, or asks for one (407): write it into the proxy's URL, as in"
                                    + " http://user:password@host:port");
            assertThat(failure.isPassing()).isFalse();
            // It had the login.
            assertThat(proxy.heads()).anyMatch(line -> line.startsWith("Proxy-Authorization: Basic "));
        }
    }

    @Test
    void should_name_the_proxy_that_lets_nothing_through() throws Exception {
        try (FakeProxy proxy = FakeProxy.answering("403 Forbidden", "")) {
            // when
            ApiException failure = catchThrowableOfType(
                    ApiException.class,
                    () -> fetch("https://users.example/api/1.4/", "HTTPS_PROXY", "http://127.0.0.1:", proxy));
            // then
            assertThat(failure)
                    .hasMessageStartingWith("the Random User API at users.example:443 through the proxy 127.0.0.1:")
                    .hasMessageEndingWith(" (HTTPS_PROXY) answered 403");
        }
    }

    @Test
    void should_name_the_proxy_that_is_not_there() throws Exception {
        // given
        FakeProxy gone = FakeProxy.answering("200 OK", "");
        gone.close();
        // when
        ApiException failure = catchThrowableOfType(
                ApiException.class,
                () -> fetch("https://users.example/api/1.4/", "HTTPS_PROXY", "http://ada:s3cret@127.0.0.1:", gone));
        // then
        assertThat(failure)
                .hasMessageContaining("through the proxy 127.0.0.1:%s (HTTPS_PROXY)".formatted(gone.port()))
                .hasMessageEndingWith("last it refused the connection");
    }

    private static UserPage fetch(String url, String variable, String before, FakeProxy proxy) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of("RANDOM_USER_API_URL", url, "RANDOM_USER_API_TRIES", "1"));
        variables.put(variable, before + proxy.port());
        ApiSettings settings = ApiSettings.from(new SettingsReader(variables));
        try (RetryingUserApi api =
                new RetryingUserApi(new HttpUserApi(settings), settings, Ticker.SYSTEM, new Random(1))) {
            return api.fetch(PAGE, Duration.ofSeconds(20));
        }
    }
}
