package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard of Grafana.
 *
 * @param name for messages, as in {@code pipeline.json}
 */
record Dashboard(String name, JsonObject document) {

    /** Those of a folder, by name. */
    static List<Dashboard> readAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        }
    }

    static Dashboard parse(String name, String text) {
        return new Dashboard(name, JsonParser.parseString(text).getAsJsonObject());
    }

    String text(String key) {
        return text(document, key);
    }

    List<Panel> panels() {
        return stream(document, "panels")
                .map(panel -> new Panel(name, panel.getAsJsonObject()))
                .toList();
    }

    private static Dashboard read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Empty where it is not there, or no text or number. */
    static String text(JsonObject object, String... path) {
        JsonElement place = object;
        for (String key : path) {
            place = place instanceof JsonObject inner ? inner.get(key) : null;
        }
        return place != null && place.isJsonPrimitive() ? place.getAsString() : "";
    }

    static Stream<JsonElement> stream(JsonObject object, String key) {
        return object.has(key) ? StreamSupport.stream(object.getAsJsonArray(key).spliterator(), false) : Stream.empty();
    }
}
