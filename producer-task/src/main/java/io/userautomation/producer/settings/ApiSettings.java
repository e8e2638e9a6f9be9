package io.userautomation.producer.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the API is and how much patience it gets.
 *
 * @param url its address; the path names the version
 * @param connectTimeout for a connection
 * @param responseTimeout for the next bytes of an answer
 * @param pageTimeout for one whole answer, however steadily it drips
 * @param tries for one page
 * @param deadline for one page, all tries and the waits between them together
 * @param backoff the longest wait before the second try; it doubles with each further one
 * @param retryAfterCap the longest that an answer's Retry-After is honoured
 * @param proxy the one that leads to it, if any
 */
public record ApiSettings(
        URI url,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration pageTimeout,
        int tries,
        Duration deadline,
        Duration backoff,
        Duration retryAfterCap,
        Optional<ProxySettings> proxy) {

    /** Version of an address that names none: whatever the server gives. */
    public static final String UNPINNED = "unpinned";

    /** 20,000 users per address in five minutes is what randomuser.me allows; this stays a little below. */
    public static final double PUBLIC_PACE = 65;

    public static final Setting URL = Setting.flag(
            "RANDOM_USER_API_URL",
            "--api-url",
            "https://randomuser.me/api/1.4/",
            "",
            "an http(s) URL without user, fragment and the parameters results, seed, page, nat and format;"
                    + " a version in its path must be 1.2 or newer (older ones have no uuid)",
            "Address of the Random User API, or of any server that speaks it; pins the API's version.");
    public static final Setting CONNECT_TIMEOUT =
            timeout("RANDOM_USER_API_CONNECT_TIMEOUT", "--api-connect-timeout", "5s", "Longest wait for a connection.");
    public static final Setting RESPONSE_TIMEOUT = timeout(
            "RANDOM_USER_API_RESPONSE_TIMEOUT",
            "--api-response-timeout",
            "20s",
            "Longest silence while an answer is awaited or read.");
    public static final Setting PAGE_TIMEOUT = timeout(
            "RANDOM_USER_API_PAGE_TIMEOUT",
            "--api-page-timeout",
            "1m",
            "Longest time for one whole answer, however steadily it drips.");
    public static final Setting TRIES = Setting.flag(
            "RANDOM_USER_API_TRIES", "--api-tries", "10", "tries", "a whole number from 1 to 100", "Tries per page.");
    public static final Setting DEADLINE = timeout(
            "RANDOM_USER_API_DEADLINE",
            "--api-deadline",
            "2m",
            "Longest time for one page, with all its tries and the waits between them.");
    public static final Setting BACKOFF = timeout(
            "RANDOM_USER_API_BACKOFF",
            "--api-backoff",
            "500ms",
            "Longest wait before a page's second try; doubled for each further one, up to 20s, and drawn at random.");
    public static final Setting RETRY_AFTER_CAP = timeout(
            "RANDOM_USER_API_RETRY_AFTER_CAP",
            "--api-retry-after-cap",
            "1m",
            "Longest that a Retry-After of the API is honoured.");

    public static final List<Setting> ALL =
            List.of(URL, CONNECT_TIMEOUT, RESPONSE_TIMEOUT, PAGE_TIMEOUT, TRIES, DEADLINE, BACKOFF, RETRY_AFTER_CAP);

    private static final Pattern VERSION = Pattern.compile(".*/(\\d{1,4})\\.(\\d{1,4})/?");
    private static final Pattern OWN_PARAMETER = Pattern.compile("(.*&)?(results|seed|page|nat|format)(=.*|&.*)?");
    private static final Pattern WHICH_PEOPLE = Pattern.compile("(gender|lego)(=.*)?");
    private static final int MAX_TRIES = 100;
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    public ApiSettings {
        new Checks()
                .require(isUsable(url), URL, url)
                .require(isTimeout(connectTimeout), CONNECT_TIMEOUT, connectTimeout)
                .require(isTimeout(responseTimeout), RESPONSE_TIMEOUT, responseTimeout)
                .require(isTimeout(pageTimeout), PAGE_TIMEOUT, pageTimeout)
                .within(1, tries, MAX_TRIES, TRIES)
                .require(isTimeout(deadline), DEADLINE, deadline)
                .require(isTimeout(backoff), BACKOFF, backoff)
                .require(isTimeout(retryAfterCap), RETRY_AFTER_CAP, retryAfterCap)
                .done();
    }

    /** The group, or null after noting its problems with the reader. */
    public static ApiSettings from(SettingsReader reader) {
        URI url = reader.converted(URL, URI::create).orElseThrow();
        Optional<ProxySettings> proxy = isUsable(url)
                ? Optional.ofNullable(reader.group(() -> ProxySettings.from(reader, url)))
                        .flatMap(found -> found)
                : Optional.empty();
        return reader.group(() -> new ApiSettings(
                url,
                reader.duration(CONNECT_TIMEOUT),
                reader.duration(RESPONSE_TIMEOUT),
                reader.duration(PAGE_TIMEOUT),
                reader.integer(TRIES),
                reader.duration(DEADLINE),
                reader.duration(BACKOFF),
                reader.duration(RETRY_AFTER_CAP),
                proxy));
    }

    /** The version that the address pins, such as {@code "1.4"}, or {@link #UNPINNED}. */
    public String version() {
        Matcher version = VERSION.matcher(url.getPath());
        return version.matches() ? version.group(1) + "." + version.group(2) : UNPINNED;
    }

    /**
     * The version, and those parameters of the address that give other persons under the same ids, such as
     * {@code "1.4 gender=female"}.
     */
    public String people() {
        String query = Optional.ofNullable(url.getQuery()).orElse("");
        return Stream.concat(
                        Stream.of(version()),
                        Stream.of(query.split("&"))
                                .filter(parameter ->
                                        WHICH_PEOPLE.matcher(parameter).matches())
                                .sorted())
                .collect(Collectors.joining(" "));
    }

    /** {@code host:port} for messages. */
    public String address() {
        int standard = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getHost() + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }

    /** The same with the proxy on the way there, if any. */
    public String way() {
        return address() + proxy.map(found -> " through " + found).orElse("");
    }

    /** Users per second that the API's publishers ask everybody to keep to; empty for a server of one's own. */
    public OptionalDouble publicPace() {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isPublic = host.equals("randomuser.me") || host.endsWith(".randomuser.me");
        return isPublic ? OptionalDouble.of(PUBLIC_PACE) : OptionalDouble.empty();
    }

    /** Whether a version, as an address or an answer names it, has users with a uuid. */
    public static boolean hasUuids(String version) {
        Matcher matcher = VERSION.matcher("/" + version);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > 1 || (major == 1 && Integer.parseInt(matcher.group(2)) >= 2);
    }

    private static Setting timeout(String variable, String flag, String defaultValue, String description) {
        return Setting.flag(variable, flag, defaultValue, "", "from 1ms to 1h, such as 500ms, 10s or 2m", description);
    }

    private static boolean isUsable(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return false;
        }
        Optional<String> query = Optional.ofNullable(url.getRawQuery());
        if (query.filter(text -> OWN_PARAMETER.matcher(text).matches()).isPresent()) {
            return false;
        }
        Matcher version = VERSION.matcher(url.getPath());
        return !version.matches() || hasUuids(version.group(1) + "." + version.group(2));
    }

    private static boolean isTimeout(Duration duration) {
        return duration.compareTo(MIN_DURATION) >= 0 && duration.compareTo(MAX_DURATION) <= 0;
    }
}
