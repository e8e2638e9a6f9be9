package io.userautomation.randomuser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the API as a client would, over real HTTP. */
final class ApiClient {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final RandomUserApi api;

    ApiClient(RandomUserApi api) {
        this.api = api;
    }

    HttpResponse<byte[]> get(String target, String... headers) throws IOException, InterruptedException {
        return send(request(target, headers).GET());
    }

    HttpResponse<byte[]> get(String target, Duration timeout) throws IOException, InterruptedException {
        return send(request(target).GET().timeout(timeout));
    }

    HttpResponse<byte[]> post(String target, String body) throws IOException, InterruptedException {
        return send(request(target).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<byte[]> delete(String target) throws IOException, InterruptedException {
        return send(request(target).DELETE());
    }

    JsonObject json(String target) throws IOException, InterruptedException {
        return json(get(target));
    }

    JsonObject json(HttpResponse<byte[]> response) {
        return JsonParser.parseString(new String(response.body(), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    JsonArray users(String query) throws IOException, InterruptedException {
        return json("/api/1.4/?" + query).getAsJsonArray("results");
    }

    List<String> uuids(String query) throws IOException, InterruptedException {
        List<String> uuids = new ArrayList<>();
        users(query)
                .forEach(user -> uuids.add(user.getAsJsonObject()
                        .getAsJsonObject("login")
                        .get("uuid")
                        .getAsString()));
        return uuids;
    }

    private HttpRequest.Builder request(String target, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.base() + target)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
