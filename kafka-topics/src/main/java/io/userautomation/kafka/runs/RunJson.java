package io.userautomation.kafka.runs;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Stream;

/** The JSON of what stands on the runs topic: keys in snake_case, in the order of the components, instants ISO-8601. */
public final class RunJson {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
            .create();

    /** Of the manifests that this release reads; without the key {@code format} it is 1. */
    static final int FORMAT = 1;

    private RunJson() {}

    /** One line of JSON. */
    public static String write(Object value) {
        return GSON.toJson(value);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws JsonParseException when {@code json} is not the JSON of a {@code type}
     */
    public static <T> T read(String json, Class<T> type) {
        T value;
        try {
            value = GSON.fromJson(json, type);
        } catch (JsonParseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new JsonParseException("not a " + type.getSimpleName(), e);
        }
        if (value == null) {
            throw new JsonParseException("no " + type.getSimpleName() + " but nothing");
        }
        return value;
    }

    /**
     * Whether this is a manifest that a later release wrote in a way that this one can't understand: with a higher
     * {@code format} than {@value #FORMAT}, or a state or outcome that isn't known here. A key that a manifest has beside
     * the known ones changes nothing.
     */
    static boolean isOfLaterRelease(String json) {
        JsonObject manifest = read(json, JsonObject.class);
        JsonElement format = manifest.get("format");
        boolean laterFormat =
                format instanceof JsonPrimitive number && number.isNumber() && number.getAsDouble() > FORMAT;
        return laterFormat
                || isUnknown(manifest.get("state"), RunState.values())
                || isUnknown(manifest.get("outcome"), RunOutcome.values());
    }

    private static boolean isUnknown(JsonElement element, Enum<?>[] known) {
        return element instanceof JsonPrimitive text
                && text.isString()
                && Stream.of(known).noneMatch(each -> each.name().equals(text.getAsString()));
    }

    private static final class InstantAdapter extends TypeAdapter<Instant> {
        @Override
        public void write(JsonWriter json, Instant value) throws IOException {
            json.value(value.toString());
        }

        @Override
        public Instant read(JsonReader json) throws IOException {
            try {
                return Instant.parse(json.nextString());
            } catch (DateTimeException e) {
                throw new JsonIOException(e);
            }
        }
    }
}
