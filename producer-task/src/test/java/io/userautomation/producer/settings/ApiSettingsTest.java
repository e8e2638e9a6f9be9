package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSettingsTest {

    @Test
    void should_ask_the_public_api_of_version_1_4_by_default() {
        ApiSettings settings = read(Map.of());

        assertThat(settings)
                .isEqualTo(new ApiSettings(
                        URI.create("https://randomuser.me/api/1.4/"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        10,
                        Duration.ofMinutes(2),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        Optional.empty()));
        assertThat(settings.version()).isEqualTo("1.4");
        assertThat(settings.address()).isEqualTo("randomuser.me:443");
        assertThat(settings.publicPace()).hasValue(65);
    }

    @Test
    void should_read_every_value() {
        Map<String, String> variables = Map.of(
                "RANDOM_USER_API_URL", "http://127.0.0.1:8000/api/1.3/?key=abc",
                "RANDOM_USER_API_CONNECT_TIMEOUT", "1s",
                "RANDOM_USER_API_RESPONSE_TIMEOUT", "2s",
                "RANDOM_USER_API_PAGE_TIMEOUT", "3s",
                "RANDOM_USER_API_TRIES", "4",
                "RANDOM_USER_API_DEADLINE", "5s",
                "RANDOM_USER_API_BACKOFF", "6ms",
                "RANDOM_USER_API_RETRY_AFTER_CAP", "7s");

        ApiSettings settings = read(variables);

        assertThat(settings)
                .isEqualTo(new ApiSettings(
                        URI.create("http://127.0.0.1:8000/api/1.3/?key=abc"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        4,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(6),
                        Duration.ofSeconds(7),
                        Optional.empty()));
        assertThat(settings.version()).isEqualTo("1.3");
        assertThat(settings.address()).isEqualTo("127.0.0.1:8000");
        assertThat(settings.publicPace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://randomuser.me/api/1.4/",
                "randomuser.me",
                "not a url",
                "http:///api/",
                "http://me:secret@host/api/1.4/",
                "http://host/api/1.4/#top",
                "http://host/api/1.4/?seed=x",
                "http://host/api/1.4/?inc=name&nat=us",
                "http://host/api/1.1/",
                "http://host/api/0.8/"
            })
    void should_refuse_an_address(String value) {
        assertThat(Read.problem(ApiSettings::from, "RANDOM_USER_API_URL", value))
                .isEqualTo("RANDOM_USER_API_URL (--api-url) is '%s': must be an http(s) URL without user, fragment and"
                                .formatted(value.replace("me:secret", "…"))
                        + " the parameters results, seed, page, nat and format; a version in its path must be 1.2 or"
                        + " newer (older ones have no uuid)");
    }

    @ParameterizedTest
    @CsvSource({
        "RANDOM_USER_API_CONNECT_TIMEOUT, --api-connect-timeout",
        "RANDOM_USER_API_RESPONSE_TIMEOUT, --api-response-timeout",
        "RANDOM_USER_API_PAGE_TIMEOUT, --api-page-timeout",
        "RANDOM_USER_API_DEADLINE, --api-deadline",
        "RANDOM_USER_API_BACKOFF, --api-backoff",
        "RANDOM_USER_API_RETRY_AFTER_CAP, --api-retry-after-cap"
    })
    void should_refuse_a_time(String variable, String flag) {
        assertThat(Read.problem(ApiSettings::from, variable, "soon"))
                .isEqualTo("%s (%s) is 'soon': must be from 1ms to 1h, such as 500ms, 10s or 2m"
                        .formatted(variable, flag));
        assertThat(Read.problem(ApiSettings::from, variable, "0ms")).contains("must be from 1ms to 1h");
        assertThat(Read.problem(ApiSettings::from, variable, "2h")).contains("must be from 1ms to 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "x"})
    void should_refuse_a_number_of_tries(String value) {
        assertThat(Read.problem(ApiSettings::from, "RANDOM_USER_API_TRIES", value))
                .isEqualTo("RANDOM_USER_API_TRIES (--api-tries) is '%s': must be a whole number from 1 to 100"
                        .formatted(value));
    }

    @Test
    void should_refuse_a_time_beyond_counting() {
        assertThat(Read.problem(ApiSettings::from, "RANDOM_USER_API_DEADLINE", "PT2562047788015215H"))
                .startsWith("RANDOM_USER_API_DEADLINE (--api-deadline) is 'PT2562047788015215H': must be");
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/api/1.2, 1.2",
        "http://host/api/1.10/, 1.10",
        "http://host/api/, unpinned",
        "http://host:99, unpinned"
    })
    void should_find_the_version_in_the_path(String url, String version) {
        assertThat(read(Map.of("RANDOM_USER_API_URL", url)).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "http://host/api/1.4/, 1.4",
        "http://host/api/1.4/?inc=login&noinfo, 1.4",
        "http://host/api/1.4/?lego&gender=female&inc=login, 1.4 gender=female lego",
        "http://host/api/?gender=male, unpinned gender=male"
    })
    void should_tell_addresses_of_other_people_apart(String url, String people) {
        assertThat(read(Map.of("RANDOM_USER_API_URL", url)).people()).isEqualTo(people);
    }

    private static ApiSettings read(Map<String, String> variables) {
        return Read.of(ApiSettings::from, variables);
    }
}
