package io.userautomation.kafka.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;

/**
 * What the registry answered.
 *
 * @param call method and path, for messages
 * @param status HTTP status
 * @param text body
 */
record Answer(String call, int status, String text) {

    private static final int MAX_QUOTE = 500;

    JsonElement body() throws IOException {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IOException("%s answered %s with something that isn't JSON".formatted(call, status), e);
        }
    }

    /** Whether the body is a list of JSON. */
    boolean isList() {
        try {
            return body().isJsonArray();
        } catch (IOException notJson) {
            return false;
        }
    }

    void requireSuccess() throws IOException {
        if (status / 100 != 2) {
            throw new IOException("%s answered %s: %s".formatted(call, status, message()));
        }
    }

    /** A member of a successful answer. */
    JsonElement required(String key) throws IOException {
        requireSuccess();
        if (body() instanceof JsonObject object && object.get(key) != null) {
            return object.get(key);
        }
        throw new IOException("%s answered %s without '%s'".formatted(call, status, key));
    }

    /** What the registry says of an error, or the beginning of whatever it sent. */
    String message() {
        try {
            if (body() instanceof JsonObject object && object.get("message") != null) {
                return object.get("message").getAsString();
            }
        } catch (IOException e) {
            // Not JSON: quoted as it is.
        }
        return text.substring(0, Math.min(text.length(), MAX_QUOTE)).strip();
    }
}
