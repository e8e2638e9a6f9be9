package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As curl has it: which variable counts, and for which address none does. */
class ProxySettingsTest {

    private static final String API = "https://randomuser.me/api/1.4/";

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "Https_Proxy"})
    void should_take_the_variable_in_any_case_of_its_letters(String variable) {
        assertThat(proxy(API, Map.of(variable, "http://proxy.example:3128")).orElseThrow())
                .hasToString("the proxy proxy.example:3128 (HTTPS_PROXY)");
    }

    @Test
    void should_let_small_letters_go_first_and_what_is_empty_count_as_not_set() {
        assertThat(proxy(API, Map.of("https_proxy", "http://small:1", "HTTPS_PROXY", "http://large:2")))
                .get()
                .extracting(ProxySettings::host)
                .isEqualTo("small");
        assertThat(proxy(API, Map.of("https_proxy", " ", "HTTPS_PROXY", "http://large:2")))
                .get()
                .extracting(ProxySettings::host)
                .isEqualTo("large");
        assertThat(proxy(API, Map.of("HTTPS_PROXY", ""))).isEmpty();
    }

    @Test
    void should_take_the_one_for_the_addresss_scheme() {
        Map<String, String> both = Map.of("HTTPS_PROXY", "http://secure:1", "HTTP_PROXY", "plain:2");
        assertThat(proxy("http://users.example/api/", both))
                .contains(new ProxySettings("HTTP_PROXY", "plain", 2, Optional.empty(), Optional.empty()));
        assertThat(proxy("http://users.example/api/", Map.of("HTTPS_PROXY", "http://secure:1")))
                .isEmpty();
    }

    @Test
    void should_read_the_login_and_never_say_it() {
        // given
        ApiSettings settings = read(API, Map.of("HTTPS_PROXY", "http://ada:p%40ss+w:rd@proxy.example"));
        // when
        ProxySettings proxy = settings.proxy().orElseThrow();
        // then
        assertThat(proxy)
                .isEqualTo(new ProxySettings(
                        "HTTPS_PROXY", "proxy.example", 80, Optional.of("ada"), Optional.of("p@ss+w:rd")));
        assertThat(settings.toString() + settings.way()).doesNotContain("ada", "p@ss", "p%40ss");
        assertThat(settings.way()).isEqualTo("randomuser.me:443 through the proxy proxy.example:80 (HTTPS_PROXY)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://proxy:1080", "http://ada:secret@", "http://a b", "://", "https://proxy:443"})
    void should_refuse_what_is_no_http_proxy_without_showing_it(String value) {
        assertThat(Read.problem(ApiSettings::from, "HTTPS_PROXY", value))
                .isEqualTo("HTTPS_PROXY is (hidden): must be the URL of an HTTP proxy, such as"
                        + " http://proxy.example:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8000/api/1.4/",
                "http://127.1.2.3/",
                "http://localhost:8000/api/",
                "http://LOCALHOST/",
                "http://api.localhost/",
                "http://[::1]:8000/api/1.4/"
            })
    void should_never_leave_this_machine_for_itself(String url) {
        assertThat(proxy(url, Map.of("HTTP_PROXY", "http://proxy:1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://users.example; users.example; true",
                "http://api.users.example; users.example; true",
                "http://api.users.example; .users.example; true",
                "http://api.users.example; *.users.example; true",
                "http://API.Users.example; a, USERS.EXAMPLE ,b; true",
                "http://users.example; a users.example b; true",
                "http://users.example; *; true",
                "http://users.example:8000; users.example:8000; true",
                "http://users.example:8000; users.example:80; false",
                "http://otherusers.example; users.example; false",
                "http://users.example.org; users.example; false",
                "http://random-user-api:8000/api/; broker,random-user-api; true",
                "http://10.1.2.3; 10.1.2.3; true",
                "http://10.1.2.3; 10.0.0.0/8; true",
                "http://10.129.2.3; 10.0.0.0/9; false",
                "http://11.1.2.3; 10.0.0.0/8; false",
                "http://10.1.2.3; fd00::/8; false",
                "http://[fd00::1]; fd00::/8; true",
                "http://10.1.2.3; 10.0.0.0/x; false",
                "http://users.example; ,; false",
            })
    void should_go_straight_where_no_proxy_says_so(String url, String list, boolean straight) {
        assertThat(proxy(url, Map.of("http_proxy", "http://proxy:1", "No_Proxy", list))
                        .isEmpty())
                .isEqualTo(straight);
    }

    private static Optional<ProxySettings> proxy(String url, Map<String, String> variables) {
        return read(url, variables).proxy();
    }

    private static ApiSettings read(String url, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("RANDOM_USER_API_URL", url);
        return Read.of(ApiSettings::from, all);
    }
}
