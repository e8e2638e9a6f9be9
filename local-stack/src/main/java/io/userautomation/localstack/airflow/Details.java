package io.userautomation.localstack.airflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Airflow's words about a refused request: it gives them as a text (400, 404), as an object with a reason (409), or as a
 * list of what is wrong with the body (422).
 */
final class Details {

    private Details() {}

    /** @param body of the response, as it came */
    static String of(String body) {
        try {
            return JsonParser.parseString(body) instanceof JsonObject answer && answer.has("detail")
                    ? words(answer.get("detail"))
                    : body;
        } catch (JsonParseException notJson) {
            return body;
        }
    }

    private static String words(JsonElement detail) {
        if (detail.isJsonPrimitive()) {
            return detail.getAsString();
        }
        if (detail instanceof JsonObject reason && reason.has("reason")) {
            return reason.get("reason").getAsString();
        }
        return detail.isJsonArray() ? invalidInput(detail) : detail.toString();
    }

    private static String invalidInput(JsonElement problems) {
        List<String> sentences = new ArrayList<>();
        for (JsonElement problem : problems.getAsJsonArray()) {
            JsonObject about = problem.getAsJsonObject();
            List<String> place = new ArrayList<>();
            about.getAsJsonArray("loc").forEach(step -> place.add(step.getAsString()));
            sentences.add(String.join(".", place) + ": " + about.get("msg").getAsString());
        }
        return String.join("; ", sentences);
    }
}
