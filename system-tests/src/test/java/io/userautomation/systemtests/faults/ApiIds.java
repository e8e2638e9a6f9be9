package io.userautomation.systemtests.faults;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.userautomation.model.runs.RunManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** Asks the API for the users of a run as the publisher does: by seed and page. */
final class ApiIds {

    private ApiIds() {}

    static Set<UUID> of(String url, RunManifest run) {
        long users = run.request().users();
        int pageSize = run.request().pageSize();
        Set<UUID> ids = new LinkedHashSet<>();
        for (int page = 1; ids.size() < users; page++) {
            int before = ids.size();
            for (JsonElement user : JsonParser.parseString(
                            get("%s?results=%d&seed=%s&page=%d".formatted(url, pageSize, run.seed(), page)))
                    .getAsJsonObject()
                    .getAsJsonArray("results")) {
                if (ids.size() < users) {
                    ids.add(UUID.fromString(user.getAsJsonObject()
                            .getAsJsonObject("login")
                            .get("uuid")
                            .getAsString()));
                }
            }
            if (ids.size() == before) {
                throw new IllegalStateException("page " + page + " of " + run.seed() + " has no new user");
            }
        }
        return ids;
    }

    private static String get(String url) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(url + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
