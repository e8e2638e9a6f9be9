package io.userautomation.localstack.airflow;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bodies of requests, and keys of answers that may be absent or null. */
final class Json {

    private static final Gson GSON = new Gson();

    private Json() {}

    /** An object with one key. */
    static JsonObject object(String key, Object value) {
        JsonObject json = new JsonObject();
        json.add(key, GSON.toJsonTree(value));
        return json;
    }

    /** The objects in the array that an answer has under a key. */
    static List<JsonObject> objects(JsonElement answer, String key) {
        List<JsonObject> objects = new ArrayList<>();
        answer.getAsJsonObject().getAsJsonArray(key).forEach(element -> objects.add(element.getAsJsonObject()));
        return objects;
    }

    static Optional<String> text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value.getAsString());
    }

    static Optional<Instant> instant(JsonObject json, String key) {
        return text(json, key).map(Instant::parse);
    }

    /** As a part of a path: a run's id has {@code :} and {@code +} in it. */
    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
