package io.userautomation.randomuser.http;

import io.userautomation.randomuser.people.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A complete answer: status, headers, body. Immutable but for the body's bytes. */
public final class Response implements Reply {
    /** The content type of the API's answers. */
    public static final String JSON = "application/json; charset=utf-8";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int length;

    private Response(int status, Map<String, String> headers, byte[] body, int length) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.length = length;
    }

    /** An answer of that type. */
    public static Response of(int status, String contentType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", "no-cache");
        headers.put("Access-Control-Allow-Origin", "*");
        return new Response(status, headers, body, body.length);
    }

    /** A JSON answer. */
    public static Response json(int status, String json) {
        return of(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON answer whose bytes are the buffer's, not a copy. */
    public static Response json(int status, JsonBytes json) {
        return json(status, "").withBody(json.array(), json.length());
    }

    /** The form in which the API reports an error. */
    public static Response error(int status, String sentence) {
        return json(
                status, new JsonBytes(256).ascii("{\"error\":").quoted(sentence).ascii('}'));
    }

    /** The same with one header more or changed. */
    public Response withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, length);
    }

    /** The same, compressed. */
    public Response gzipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(length / 4 + 64);
        try (OutputStream out = new FastGzip(zipped)) {
            out.write(body, 0, length);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        byte[] bytes = zipped.toByteArray();
        return withHeader("Content-Encoding", "gzip").withBody(bytes, bytes.length);
    }

    /** The same with only a part of the body, as if it were all of it. */
    public Response cutTo(int bytes) {
        return withBody(body, Math.min(bytes, length));
    }

    /** How many bytes the body has. */
    public int length() {
        return length;
    }

    @Override
    public boolean send(ClientConnection connection) throws IOException {
        sendHead(connection);
        sendBody(connection, 0, length);
        return true;
    }

    /** Sends status and headers, which promise the whole body. */
    public void sendHead(ClientConnection connection) throws IOException {
        connection.out().write(head());
    }

    /** Sends a part of the body. */
    public void sendBody(ClientConnection connection, int from, int bytes) throws IOException {
        connection.out().write(body, from, Math.min(bytes, length - from));
    }

    private Response withBody(byte[] bytes, int used) {
        return new Response(status, headers, bytes, used);
    }

    private byte[] head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
