package io.userautomation.commandline;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What a task did, as one JSON object: the last line on its standard output, and so its XCom in Airflow. */
public final class Summary {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final JsonObject json = new JsonObject();

    /** Sets a key, behind those set before; {@code value} is a number, text, boolean, list, map, record or null. */
    public Summary with(String key, Object value) {
        json.add(key, GSON.toJsonTree(value));
        return this;
    }

    /** Adds all of {@code other}'s keys, replacing those of the same name. */
    Summary with(Summary other) {
        other.json.asMap().forEach(json::add);
        return this;
    }

    /** A copy as a tree. */
    public JsonObject toJson() {
        JsonElement copy = json.deepCopy();
        return copy.getAsJsonObject();
    }

    /** One line of JSON, keys in the order set. */
    @Override
    public String toString() {
        return GSON.toJson(json);
    }
}
