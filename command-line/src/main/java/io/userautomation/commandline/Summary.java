package io.userautomation.commandline;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/**
 * What a task did, as one JSON object: the last line that it writes on its standard output, and so its XCom in Airflow.
 * Others may write there, too, even behind it: the JVM (-Xlog), an agent. So a reader takes the last one that is a task's.
 */
public final class Summary {

    /** What each task's summary begins with. */
    private static final String BEGIN = "{\"task\":";

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

    /** The last summary of a task among these lines; what else stands in its line doesn't matter. */
    public static Optional<JsonObject> last(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<JsonObject> summary = in(lines.get(i));
            if (summary.isPresent()) {
                return summary;
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonObject> in(String line) {
        int begin = line.indexOf(BEGIN);
        if (begin < 0) {
            return Optional.empty();
        }
        try {
            JsonReader reader = new JsonReader(new StringReader(line.substring(begin)));
            JsonObject found = JsonParser.parseReader(reader).getAsJsonObject();
            return Optional.of(found).filter(object -> object.has("status"));
        } catch (JsonParseException notASummary) {
            return Optional.empty();
        }
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
