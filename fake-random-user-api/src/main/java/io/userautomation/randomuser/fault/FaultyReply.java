package io.userautomation.randomuser.fault;

import io.userautomation.randomuser.http.ClientConnection;
import io.userautomation.randomuser.http.HttpServer;
import io.userautomation.randomuser.http.Reply;
import io.userautomation.randomuser.http.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Turns the answer a request would have got into the one the fault makes of it. */
public final class FaultyReply {
    private static final int CHUNK = 64 * 1024;
    private static final int TICKS_PER_SECOND = 20;

    private FaultyReply() {}

    /**
     * The reply of a struck request.
     *
     * @param asked how many users were asked for
     * @param page makes the answer with that many users
     * @param server the one to refuse connections
     */
    public static Reply of(Fault fault, int asked, IntFunction<Response> page, HttpServer server) {
        return switch (fault.kind()) {
            case TOO_MANY_REQUESTS -> busy(429, "Too many users have been requested lately. Come back later.", fault);
            case UNAVAILABLE -> busy(503, "The service has too much to do. Come back later.", fault);
            case SERVER_ERROR -> Response.error(500, "Something went wrong while users were made.");
            case RESET -> connection -> reset(connection, fault, page.apply(asked));
            case REFUSE -> connection -> refuse(connection, fault, server);
            case DRIP -> connection -> drip(connection, (int) fault.amount().orElse(100), page.apply(asked));
            case HANG ->
                connection -> {
                    connection.keepSilent(Duration.ofMillis(fault.amount().orElse(600_000)));
                    return false;
                };
            case EMPTY_PAGE -> page.apply(0);
            case SHORT_PAGE -> page.apply((int) Math.min(asked, fault.amount().orElse(asked / 2)));
            case ERROR_BODY -> Response.error(200, "Something went wrong while users were made.");
            case HUGE_BODY -> connection -> huge(connection, fault.amount().orElse(100) * 1_000_000);
            case TRUNCATED_GZIP -> half(page.apply(asked).gzipped());
            case TRUNCATED_JSON -> half(page.apply(asked));
            case HTML -> Response.of(200, "text/html; charset=utf-8", html());
            case REDIRECT ->
                Response.of(302, "text/plain; charset=utf-8", new byte[0]).withHeader("Location", fault.target());
            case WRONG_CONTENT_TYPE -> page.apply(asked).withHeader("Content-Type", "text/html; charset=utf-8");
        };
    }

    private static Response busy(int status, String sentence, Fault fault) {
        Response busy = Response.error(status, sentence);
        return fault.amount().isPresent()
                ? busy.withHeader("Retry-After", Long.toString(fault.amount().getAsLong()))
                : busy;
    }

    private static Response half(Response response) {
        return response.cutTo(response.length() / 2);
    }

    private static boolean reset(ClientConnection connection, Fault fault, Response response) throws IOException {
        if (fault.amount().isPresent()) {
            response.sendHead(connection);
            response.sendBody(connection, 0, (int) fault.amount().getAsLong());
        }
        connection.reset();
        return false;
    }

    private static boolean refuse(ClientConnection connection, Fault fault, HttpServer server) throws IOException {
        server.refuse(Duration.ofMillis(fault.amount().orElse(2_000)));
        connection.reset();
        return false;
    }

    private static boolean drip(ClientConnection connection, int bytesPerSecond, Response response) throws IOException {
        response.sendHead(connection);
        long start = System.nanoTime();
        for (int sent = 0; sent < response.length(); ) {
            long elapsed = System.nanoTime() - start;
            int due = (int) Math.min(response.length(), 1 + elapsed * bytesPerSecond / 1_000_000_000L);
            response.sendBody(connection, sent, due - sent);
            sent = due;
            pause(Duration.ofMillis(1000 / TICKS_PER_SECOND));
        }
        return true;
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two drips");
        }
    }

    private static boolean huge(ClientConnection connection, long bytes) throws IOException {
        OutputStream out = connection.out();
        out.write("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                .formatted(Response.JSON)
                .getBytes(StandardCharsets.US_ASCII));
        byte[] padding = new byte[CHUNK];
        Arrays.fill(padding, (byte) 'x');
        chunk(out, "{\"results\":[{\"padding\":\"".getBytes(StandardCharsets.US_ASCII));
        for (long sent = 0; sent < bytes; sent += CHUNK) {
            chunk(out, padding);
        }
        chunk(out, "\"}]}".getBytes(StandardCharsets.US_ASCII));
        chunk(out, new byte[0]);
        return true;
    }

    private static void chunk(OutputStream out, byte[] bytes) throws IOException {
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] html() {
        return "<!DOCTYPE html><html><head><title>Down for maintenance</title></head><body>Back soon.</body></html>"
                .getBytes(StandardCharsets.UTF_8);
    }
}
