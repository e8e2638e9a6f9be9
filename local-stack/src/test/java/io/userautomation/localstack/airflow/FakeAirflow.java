package io.userautomation.localstack.airflow;

import io.userautomation.randomuser.http.HttpRequest;
import io.userautomation.randomuser.http.HttpServer;
import io.userautomation.randomuser.http.Reply;
import io.userautomation.randomuser.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as told, each request with the next answer that is meant for it; the last one stays. */
public final class FakeAirflow implements AutoCloseable {

    public static final String PASSWORD = "secret";

    private final HttpServer server;
    private final Map<String, Deque<Response>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** It hands out tokens from the start. */
    public FakeAirflow() throws IOException {
        server = HttpServer.start(InetAddress.getLoopbackAddress(), 0, this::answer);
        on("POST /auth/token", 201, "{\"access_token\":\"t1\"}");
    }

    public AirflowClient client() {
        return new AirflowClient(URI.create("http://127.0.0.1:" + server.port()), "admin", PASSWORD);
    }

    /** @param request method and path, as they are sent */
    public FakeAirflow on(String request, int status, String json) {
        answers.computeIfAbsent(request, unknown -> new ArrayDeque<>()).add(Response.json(status, json));
        return this;
    }

    /** Method, path and body of each request but those for tokens. */
    public List<String> requests() {
        return requests.stream().filter(line -> !line.contains("/auth/token")).toList();
    }

    /** How often a token was asked for. */
    long logins() {
        return requests.stream().filter(line -> line.contains("/auth/token")).count();
    }

    private synchronized Reply answer(HttpRequest request) {
        String line = request.method() + " " + request.target();
        requests.add((line + " " + request.body()).strip());
        Deque<Response> left = answers.get(line);
        if (left == null) {
            return Response.json(404, "{\"detail\":\"nothing at " + line + "\"}");
        }
        return left.size() > 1 ? left.remove() : left.peek();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
