package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.producer.Ticker;
import io.userautomation.producer.api.ApiException.Trouble;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.randomuser.fault.Fault;
import io.userautomation.randomuser.fault.FaultKind;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.recorded.CapturedSample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which the API misbehaves, over a real connection. */
class HttpUserApiIT {

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final String LONG = "10s";
    private static final PageRequest PAGE = new PageRequest("pipeline", 1, 200, List.of());

    private static RandomUserApi server;

    @BeforeAll
    static void startServer() {
        server = RandomUserApi.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void clearFaults() {
        server.faults().clear();
    }

    @ParameterizedTest
    @EnumSource(
            value = ApiVersion.class,
            names = {"V1_2", "V1_3", "V1_4"})
    void should_fetch_valid_users_of_version(ApiVersion version) throws Exception {
        UserPage page = fetch(server.url(version), PAGE);

        assertThat(page.users()).hasSize(200);
        assertThat(page.users()).allSatisfy(user -> assertThat(UserRecordValidator.validate(user))
                .isInstanceOf(Validation.Valid.class));
    }

    @Test
    void should_get_the_same_users_whenever_it_asks() throws Exception {
        assertThat(fetch(server.url(), PAGE)).isEqualTo(fetch(server.url(), PAGE));
    }

    @Test
    void should_get_valid_users_where_the_api_gives_null_ids_and_numbers_for_post_codes() throws Exception {
        UserPage page = fetch(server.url(), new PageRequest("pipeline", 1, 200, List.of("GB", "IR", "NZ", "TR", "UA")));

        assertThat(page.users()).allSatisfy(user -> assertThat(UserRecordValidator.validate(user))
                .isInstanceOf(Validation.Valid.class));
        assertThat(page.users()).anyMatch(user -> user.postCode().matches("\\d+"));
        assertThat(page.users()).anyMatch(user -> user.postCode().matches(".*[A-Z].*"));
    }

    @Test
    void should_map_users_captured_from_the_real_generator(@TempDir Path folder) throws Exception {
        CapturedSample.copyTo(folder);
        try (RandomUserApi recorded =
                RandomUserApi.start(RandomUserApi.Options.defaults().withRecorded(folder))) {
            UserPage page = fetch(recorded.url(), new PageRequest("pipeline", 1, CapturedSample.USERS, List.of()));

            assertThat(page.users())
                    .hasSize(CapturedSample.USERS)
                    .allSatisfy(user ->
                            assertThat(UserRecordValidator.validate(user)).isInstanceOf(Validation.Valid.class))
                    .allSatisfy(user -> assertThat(user).hasNoNullFieldsOrProperties());
        }
    }

    @Test
    void should_leave_it_to_the_validator_what_an_inc_answer_lacks() throws Exception {
        UserPage page = fetch(server.url() + "?inc=login,name,email", PAGE);

        assertThat(page.users()).allSatisfy(user -> assertThat(UserRecordValidator.validate(user))
                .isEqualTo(new Validation.Invalid("gender is missing")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "TOO_MANY_REQUESTS; THROTTLED; answered 429: ",
                "UNAVAILABLE; SERVER_ERROR; answered 503: ",
                "SERVER_ERROR; SERVER_ERROR; answered 500: ",
                "RESET; UNANSWERED; broke the connection",
                "EMPTY_PAGE; UNUSABLE; gave 0 users instead of 200",
                "SHORT_PAGE; UNUSABLE; gave 100 users instead of 200",
                "ERROR_BODY; UNUSABLE; answered the error '",
                "HUGE_BODY; UNUSABLE; answered more than 32 MiB for one page",
                "TRUNCATED_GZIP; UNANSWERED; broke off its answer",
                "HTML; UNUSABLE; answered something that is not JSON (its content type is text/html",
                "DRIP; UNANSWERED; did not finish its answer within 500 ms",
                "HANG; UNANSWERED; fell silent"
            })
    void should_tell_a_passing_fault_and_recover_from_it(FaultKind fault, Trouble trouble, String sentence)
            throws Exception {
        // given
        server.faults().next(1, Fault.of(fault));

        // when
        ApiException failure = failure(settingsToFail(fault), PAGE);

        // then
        assertThat(failure).hasMessageStartingWith(sentence);
        assertThat(failure.trouble()).contains(trouble);

        server.faults().next(1, Fault.of(fault));
        try (RetryingUserApi api = retrying(settingsToRecover(fault))) {
            assertThat(api.fetch(PAGE, FOREVER).users()).hasSize(200);
            assertThat(api.calls().retries()).isEqualTo(1);
        }
    }

    @Test
    void should_tell_truncated_json_as_passing() {
        server.faults().next(1, Fault.of(FaultKind.TRUNCATED_JSON));

        assertThat(failure(server.url(), PAGE).isPassing()).isTrue();
    }

    @Test
    void should_recover_after_a_time_without_a_server() throws Exception {
        server.faults().next(1, Fault.of(FaultKind.REFUSE, 300));

        try (RetryingUserApi api = retrying(settings(server.url()))) {
            assertThat(api.fetch(PAGE, FOREVER).users()).hasSize(200);
        }
    }

    @Test
    void should_read_the_right_body_whatever_its_content_type_says() throws Exception {
        server.faults().next(1, Fault.of(FaultKind.WRONG_CONTENT_TYPE));

        assertThat(fetch(server.url(), PAGE).users()).hasSize(200);
    }

    @Test
    void should_hear_how_long_to_wait() {
        server.faults().next(1, Fault.of(FaultKind.TOO_MANY_REQUESTS, 7));

        assertThat(failure(server.url(), PAGE).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void should_not_follow_a_redirect_to_another_host() {
        server.faults().next(1, Fault.redirectTo("http://elsewhere.invalid/api/1.4/"));

        ApiException failure = failure(server.url(), PAGE);

        assertThat(failure)
                .hasMessage(
                        "redirects (302) to http://elsewhere.invalid/api/1.4/, which is not followed: if that is the"
                                + " right server, name it");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void should_refuse_the_single_user_that_more_than_5000_bring() {
        PageRequest excessive = new PageRequest("pipeline", 1, 5_001, List.of());

        assertThat(failure(server.url(), excessive)).hasMessageMatching("gave 1 users instead of 5001");
    }

    @Test
    void should_notice_that_an_unknown_nationality_dropped_the_filter() {
        PageRequest unknown = new PageRequest("pipeline", 1, 200, List.of("FR", "XX"));

        assertThat(failure(server.url(), unknown)).hasMessageContaining("where FR,XX was asked for");
    }

    @Test
    void should_give_up_on_a_path_that_is_not_there() {
        ApiException failure = failure(server.base() + "/elsewhere/1.4/", PAGE);

        assertThat(failure).hasMessageStartingWith("answered 404");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void should_say_that_nobody_listens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failure("http://127.0.0.1:%d/api/1.4/".formatted(port), PAGE))
                .hasMessage("refused the connection");
    }

    private static UserPage fetch(String url, PageRequest request) throws ApiException {
        return fetch(settings(url), request);
    }

    private static UserPage fetch(ApiSettings settings, PageRequest request) throws ApiException {
        try (HttpUserApi api = new HttpUserApi(settings)) {
            return api.fetch(request, FOREVER);
        }
    }

    private static ApiException failure(String url, PageRequest request) {
        return failure(settings(url), request);
    }

    private static ApiException failure(ApiSettings settings, PageRequest request) {
        return catchThrowableOfType(ApiException.class, () -> fetch(settings, request));
    }

    private static RetryingUserApi retrying(ApiSettings settings) {
        return new RetryingUserApi(new HttpUserApi(settings), settings, Ticker.SYSTEM, new Random(1));
    }

    /** The time-out that the fault is there for is a short one, all others are long. */
    private static ApiSettings settingsToFail(FaultKind fault) {
        return switch (fault) {
            case HANG -> settings(server.url(), "500ms", LONG);
            case DRIP -> settings(server.url(), LONG, "500ms");
            default -> settings(server.url());
        };
    }

    /** Long enough for the answer to the second try, also on a busy machine. */
    private static ApiSettings settingsToRecover(FaultKind fault) {
        return switch (fault) {
            case HANG -> settings(server.url(), "2s", LONG);
            case DRIP -> settings(server.url(), LONG, "2s");
            default -> settings(server.url());
        };
    }

    private static ApiSettings settings(String url) {
        return settings(url, LONG, LONG);
    }

    private static ApiSettings settings(String url, String responseTimeout, String pageTimeout) {
        return ApiSettings.from(new SettingsReader(Map.of(
                "RANDOM_USER_API_URL", url,
                "RANDOM_USER_API_RESPONSE_TIMEOUT", responseTimeout,
                "RANDOM_USER_API_PAGE_TIMEOUT", pageTimeout,
                "RANDOM_USER_API_BACKOFF", "100ms")));
    }
}
