package io.userautomation.localstack.airflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests to Airflow's API, with a token that is fetched when it is needed. A server that does not listen (yet, or
 * while it starts again) is asked again for half a minute.
 */
public final class AirflowHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration REQUEST = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 500;
    private static final int FIRST_ERROR = 400;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String user;
    private final String password;
    private String token = "";

    AirflowHttp(URI base, String user, String password) {
        this.base = base;
        this.user = user;
        this.password = password;
    }

    /** {@link #send} without a body. */
    public JsonElement get(String path) {
        return send("GET", path, JsonNull.INSTANCE);
    }

    /**
     * Sends a request.
     *
     * @param path from the server's root and with its query, as in {@code /api/v2/dags?limit=5}; already encoded
     * @param body JSON, or JSON's null for none
     * @return the answer's body, JSON's null where there is none
     * @throws AirflowException when Airflow refuses it, or does not answer
     */
    public synchronized JsonElement send(String method, String path, JsonElement body) {
        if (token.isEmpty()) {
            login();
        }
        HttpResponse<String> response = exchange(method, path, body);
        if (response.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            login();
            response = exchange(method, path, body);
        }
        return accepted(method + " " + path, response);
    }

    private void login() {
        token = "";
        JsonObject body = new JsonObject();
        body.addProperty("username", user);
        body.addProperty("password", password);
        JsonElement answer = accepted("POST /auth/token", exchange("POST", "/auth/token", body));
        token = answer.getAsJsonObject().get("access_token").getAsString();
    }

    private HttpResponse<String> exchange(String method, String path, JsonElement body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(REQUEST)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body.isJsonNull() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return patiently(request.build());
    }

    /** A request that never arrived may be sent again; one that was cut off only where it changes nothing. */
    private HttpResponse<String> patiently(HttpRequest request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return client.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                boolean again = e instanceof ConnectException || "GET".equals(request.method());
                if (!again || System.nanoTime() > end) {
                    throw new AirflowException(
                            "Airflow does not answer %s %s: %s".formatted(request.method(), request.uri(), e), e);
                }
                sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AirflowException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AirflowException("Interrupted while waiting for Airflow", e);
    }

    private static JsonElement accepted(String request, HttpResponse<String> response) {
        if (response.statusCode() >= FIRST_ERROR) {
            throw new AirflowException(request, response.statusCode(), Details.of(response.body()));
        }
        try {
            return JsonParser.parseString(response.body());
        } catch (JsonParseException e) {
            throw new AirflowException("Airflow answered %s with what is no JSON".formatted(request), e);
        }
    }
}
