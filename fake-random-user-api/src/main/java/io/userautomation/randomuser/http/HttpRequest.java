package io.userautomation.randomuser.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method such as {@code GET}
 * @param target path and query as they were sent
 * @param path the decoded path, without the query
 * @param query decoded parameters; of one given several times the last counts
 * @param version such as {@code HTTP/1.1}
 * @param headers by lower-case name
 * @param body UTF-8 text, empty where there is none
 * @param client the address it comes from
 */
public record HttpRequest(
        String method,
        String target,
        String path,
        Map<String, String> query,
        String version,
        Map<String, String> headers,
        String body,
        String client) {
    private static final int MAX_LINE = 64 * 1024;

    public HttpRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether the client will send more on this connection: from HTTP/1.1 on unless it says otherwise. */
    boolean keepsConnection() {
        String connection = header("connection").orElse("");
        return version.equals("HTTP/1.0")
                ? connection.equalsIgnoreCase("keep-alive")
                : !connection.equalsIgnoreCase("close");
    }

    /** Reads the next request of a connection; empty where the client has closed it. */
    static Optional<HttpRequest> read(InputStream in, String client) throws IOException {
        String start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3) {
            throw new ProtocolException("not a request line: " + start);
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int mark = words[1].indexOf('?');
        String path = mark < 0 ? words[1] : words[1].substring(0, mark);
        return Optional.of(new HttpRequest(
                words[0],
                words[1],
                decode(path.replace("+", "%2B")),
                mark < 0 ? Map.of() : parameters(words[1].substring(mark + 1)),
                words[2],
                headers,
                body(in, headers),
                client));
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new ProtocolException("a request's body needs a Content-Length here");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("\\d{1,7}")) {
            throw new ProtocolException("a Content-Length of '%s'; less than 10 MB are allowed".formatted(length));
        }
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // A stray percent sign stands for itself, as the real server has it.
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            if (line.size() == MAX_LINE) {
                throw new ProtocolException("a line of more than %s bytes".formatted(MAX_LINE));
            }
            line.write(next);
        }
        if (line.size() > 0) {
            throw new EOFException("the connection ended within a line");
        }
        return "";
    }
}
