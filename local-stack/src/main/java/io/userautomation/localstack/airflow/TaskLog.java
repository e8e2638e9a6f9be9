package io.userautomation.localstack.airflow;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A task's log as lines, as the UI shows them: each message, and behind it the exceptions that it is about. */
final class TaskLog {

    private TaskLog() {}

    /** @param answer an object whose {@code content} is an array of messages, or of plain lines */
    static List<String> lines(JsonElement answer) {
        List<String> lines = new ArrayList<>();
        for (JsonElement message : answer.getAsJsonObject().getAsJsonArray("content")) {
            if (message instanceof JsonObject event) {
                event.get("event").getAsString().lines().forEach(lines::add);
                exceptions(event, lines);
            } else {
                message.getAsString().lines().forEach(lines::add);
            }
        }
        return lines;
    }

    private static void exceptions(JsonObject event, List<String> lines) {
        if (event.has("error_detail")) {
            for (JsonObject exception : Json.objects(event, "error_detail")) {
                String what = exception.get("exc_type").getAsString() + ": "
                        + exception.get("exc_value").getAsString();
                what.lines().forEach(lines::add);
            }
        }
    }
}
