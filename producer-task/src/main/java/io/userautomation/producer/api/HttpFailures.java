package io.userautomation.producer.api;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.userautomation.producer.api.ApiException.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What an unusable answer, or a broken connection, means and how it is told. */
final class HttpFailures {

    private static final int MAX_ERROR = 4 * 1024;
    private static final String PROXY_LOGIN = "is behind a proxy that refuses the login, or asks for one (407):"
            + " write it into the proxy's URL, as in http://user:password@host:port";
    private static final Gson GSON = new Gson();

    private HttpFailures() {}

    /** An answer of another status than 200. */
    static ApiException refused(ClassicHttpResponse response) throws IOException {
        int code = response.getCode();
        if (code == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            return ApiException.lasting(PROXY_LOGIN);
        }
        if (code >= HttpStatus.SC_REDIRECTION && code < HttpStatus.SC_CLIENT_ERROR) {
            return ApiException.lasting(
                    "redirects (%s) to %s, which is not followed: if that is the right server, name it"
                            .formatted(code, header(response, "Location").orElse("nowhere")));
        }
        String detail = error(response).map(text -> ": " + text).orElse("");
        String sentence = "answered %s%s".formatted(code, detail);
        if (code == HttpStatus.SC_TOO_MANY_REQUESTS
                || code == HttpStatus.SC_REQUEST_TIMEOUT
                || code >= HttpStatus.SC_SERVER_ERROR) {
            return ApiException.passing(
                    code == HttpStatus.SC_TOO_MANY_REQUESTS ? Trouble.THROTTLED : Trouble.SERVER_ERROR,
                    sentence,
                    header(response, "Retry-After")
                            .flatMap(text -> wait(text, now(response)))
                            .orElse(null));
        }
        return ApiException.lasting(sentence);
    }

    /** A connection that could not be had, or broke: always worth another try. */
    static ApiException passing(IOException e) {
        String sentence;
        if (e instanceof UnknownHostException) {
            sentence = "has an unknown host name";
        } else if (e instanceof ConnectTimeoutException) {
            sentence = "could not be connected to in time";
        } else if (e instanceof ConnectException) {
            sentence = "refused the connection";
        } else if (e instanceof SocketTimeoutException) {
            sentence = "fell silent";
        } else if (e instanceof EOFException || e instanceof ZipException || e instanceof ConnectionClosedException) {
            sentence = "broke off its answer";
        } else if (e instanceof NoHttpResponseException) {
            sentence = "closed the connection without an answer";
        } else if (e instanceof CharacterCodingException) {
            sentence = "answered something that is not UTF-8";
        } else if (e instanceof SSLException) {
            sentence = "could not be trusted or talked to over TLS (" + e.getMessage() + ")";
        } else {
            sentence = "broke the connection (%s)".formatted(e.getMessage());
        }
        return e instanceof CharacterCodingException
                ? ApiException.unusable(sentence, e)
                : ApiException.unanswered(sentence, e);
    }

    /** Adds what the answer claimed to be where it turned out not to be JSON. */
    static ApiException withContentType(ApiException e, String contentType) {
        boolean json = contentType == null || contentType.contains("json");
        return json || !e.isPassing() || e.getCause() == null
                ? e
                : ApiException.unusable(
                        "%s (its content type is %s)".formatted(e.getMessage(), PageReader.quoted(contentType)),
                        e.getCause());
    }

    private static Optional<String> error(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return Optional.empty();
        }
        InputStream body = response.getEntity().getContent();
        String text = body == null ? "" : new String(body.readNBytes(MAX_ERROR), StandardCharsets.UTF_8);
        try {
            JsonElement json = GSON.fromJson(text, JsonElement.class);
            if (json instanceof JsonObject object
                    && object.get("error") != null
                    && object.get("error").isJsonPrimitive()) {
                return Optional.of(PageReader.quoted(object.get("error").getAsString()));
            }
        } catch (JsonParseException e) {
            // Then the status alone has to say it.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** By the answer's own clock, where it says: ours may be another's. */
    private static Instant now(ClassicHttpResponse response) {
        return header(response, "Date").flatMap(HttpFailures::date).orElseGet(Instant::now);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Seconds or an HTTP date. */
    private static Optional<Duration> wait(String retryAfter, Instant now) {
        if (retryAfter.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        return date(retryAfter).map(then -> Duration.between(now, then)).filter(left -> !left.isNegative());
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.of(PageReader.quoted(header.getValue()));
    }
}
