package io.userautomation.producer.api;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/** Reads objects and texts from a stream, passing over what is of another type. */
final class JsonFields {

    private JsonFields() {}

    /** Reads one field's value, or skips it: it must be consumed. */
    @FunctionalInterface
    interface FieldReader {
        void readField(String name, JsonReader json) throws IOException;
    }

    /** Hands each field of the next value to {@code reader}; passes over the value when it is not an object. */
    static void read(JsonReader json, FieldReader reader) throws IOException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            json.skipValue();
            return;
        }
        json.beginObject();
        while (json.hasNext()) {
            reader.readField(json.nextName(), json);
        }
        json.endObject();
    }

    /** The next value when it is a string, or a number as it stands there; null when it is anything else. */
    static String text(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case STRING, NUMBER -> json.nextString();
            default -> {
                json.skipValue();
                yield null;
            }
        };
    }
}
