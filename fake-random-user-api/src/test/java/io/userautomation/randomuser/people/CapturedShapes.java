package io.userautomation.randomuser.people;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What users of each nationality look like: per name of a shape, all of its forms. */
final class CapturedShapes {
    /** Lines of nationality, name and form with tabs between, taken from captured users. */
    private static final String RESOURCE = "captured-shapes.tsv";

    private static final Map<String, Function<JsonObject, String>> SHAPES = new TreeMap<>(Map.of(
            "keys and kinds", Shape::ofKinds,
            "country", user -> user.getAsJsonObject("location").get("country").getAsString(),
            "phone", letters(user -> user.get("phone")),
            "cell", letters(user -> user.get("cell")),
            "id.name", letters(user -> user.getAsJsonObject("id").get("name")),
            "id.value", letters(user -> user.getAsJsonObject("id").get("value")),
            "postcode", letters(user -> user.getAsJsonObject("location").get("postcode"))));

    private final Function<Nationality, Map<String, Set<String>>> shapes;

    CapturedShapes(Function<Nationality, Map<String, Set<String>>> shapes) {
        this.shapes = shapes;
    }

    /** Those of 10,200 users that the real generator made, 10,000 of them of all nationalities. */
    static CapturedShapes read() throws IOException {
        Map<Nationality, Map<String, Set<String>>> shapes = new EnumMap<>(Nationality.class);
        for (String line : lines()) {
            String[] cells = line.split("\t", 3);
            shapes.computeIfAbsent(Nationality.valueOf(cells[0]), nationality -> new TreeMap<>())
                    .computeIfAbsent(cells[1], name -> new TreeSet<>())
                    .add(cells[2]);
        }
        return new CapturedShapes(nationality -> shapes.getOrDefault(nationality, Map.of()));
    }

    /** Those of these users; empty without users. */
    static Map<String, Set<String>> of(List<JsonObject> users) {
        Map<String, Set<String>> forms = new TreeMap<>();
        for (JsonObject user : users) {
            SHAPES.forEach((name, shape) ->
                    forms.computeIfAbsent(name, key -> new TreeSet<>()).add(shape.apply(user)));
        }
        return forms;
    }

    Map<String, Set<String>> of(Nationality nationality) {
        return shapes.apply(nationality);
    }

    private static Function<JsonObject, String> letters(Function<JsonObject, JsonElement> code) {
        return user -> Shape.ofLetters(code.apply(user));
    }

    private static List<String> lines() throws IOException {
        try (InputStream stream = CapturedShapes.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toList());
        }
    }
}
