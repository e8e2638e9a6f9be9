package io.userautomation.randomuser.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of faults, each with what its {@code amount} means. */
public enum FaultKind {
    /** 429 with an error body; amount: seconds in Retry-After, which is absent without it. */
    TOO_MANY_REQUESTS,
    /** 503 with an error body; amount: as above. */
    UNAVAILABLE,
    /** 500 with an error body. */
    SERVER_ERROR,
    /** A TCP reset; amount: bytes of the body sent before it (without it not even the head is sent). */
    RESET,
    /** A TCP reset, after which new connections are refused; amount: for how many milliseconds (2,000). */
    REFUSE,
    /** The right answer, slowly; amount: bytes a second (100). */
    DRIP,
    /** No answer at all; amount: milliseconds until the connection is closed (600,000). */
    HANG,
    /** 200 with {@code "results": []}. */
    EMPTY_PAGE,
    /** Fewer users than asked for; amount: how many (half). */
    SHORT_PAGE,
    /** 200 with {@code {"error": …}}. */
    ERROR_BODY,
    /** A body without end in sight, of unannounced length; amount: megabytes of a million bytes (100). */
    HUGE_BODY,
    /** A compressed body cut in the middle, its length being that of the part. */
    TRUNCATED_GZIP,
    /** A JSON body cut in the middle, its length being that of the part. */
    TRUNCATED_JSON,
    /** 200 with an HTML page. */
    HTML,
    /** 302 to another host; the fault's target says which. */
    REDIRECT,
    /** The right body, declared as HTML. */
    WRONG_CONTENT_TYPE;

    private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name over HTTP, such as {@code too-many-requests}. */
    public String key() {
        return key;
    }

    static Optional<FaultKind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
    }

    static String allKeys() {
        return Arrays.stream(values()).map(FaultKind::key).collect(Collectors.joining(", "));
    }
}
