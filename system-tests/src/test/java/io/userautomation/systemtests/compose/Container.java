package io.userautomation.systemtests.compose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A container of a project.
 *
 * @param state created, running, restarting, exited …
 * @param health healthy, unhealthy or starting; empty where there is no check, or nothing to check
 */
record Container(String service, String name, String state, String health, int exitCode) {

    /** @param lines of {@code docker compose ps --format json}: an object each or, of older versions, one array */
    static List<Container> parse(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(JsonParser::parseString)
                .flatMap(element -> element.isJsonArray()
                        ? StreamSupport.stream(element.getAsJsonArray().spliterator(), false)
                        : List.of(element).stream())
                .map(JsonElement::getAsJsonObject)
                .map(Container::of)
                .toList();
    }

    private static Container of(JsonObject json) {
        return new Container(
                json.get("Service").getAsString(),
                json.get("Name").getAsString(),
                json.get("State").getAsString(),
                json.get("Health").getAsString(),
                json.get("ExitCode").getAsInt());
    }

    boolean isHealthy() {
        return state.equals("running") && health.equals("healthy");
    }

    /** What prepares something has nothing left to do. */
    boolean isDone() {
        return state.equals("exited") && exitCode == 0;
    }
}
