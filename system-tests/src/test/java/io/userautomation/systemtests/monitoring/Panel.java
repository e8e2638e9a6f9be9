package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A panel of a dashboard.
 *
 * @param dashboard for messages
 */
record Panel(String dashboard, JsonObject definition) {

    /** One message that names the dashboard and the panel. */
    String problem(String sentence) {
        return "%s: panel \"%s\": %s".formatted(dashboard, text("title"), sentence);
    }

    /** Empty where it is not there. */
    String text(String... path) {
        return Dashboard.text(definition, path);
    }

    List<JsonObject> targets() {
        return Dashboard.stream(definition, "targets")
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    List<String> queries() {
        return targets().stream().map(target -> Dashboard.text(target, "expr")).toList();
    }

    boolean overlaps(Panel other) {
        return place("x") < other.place("x") + other.place("w")
                && other.place("x") < place("x") + place("w")
                && place("y") < other.place("y") + other.place("h")
                && other.place("y") < place("y") + place("h");
    }

    /** {@code x}, {@code y}, {@code w} or {@code h} in the grid. */
    int place(String side) {
        String number = text("gridPos", side);
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }
}
