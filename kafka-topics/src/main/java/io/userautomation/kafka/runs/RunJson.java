package io.userautomation.kafka.runs;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** The JSON of what stands on the runs topic: keys in snake_case, in the order of the components, instants ISO-8601. */
public final class RunJson {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
            .create();

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
