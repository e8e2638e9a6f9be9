package io.userautomation.randomuser.recorded;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.userautomation.randomuser.people.Field;
import io.userautomation.randomuser.people.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** One captured user, kept as it was written; its nationality is empty where it has none. */
final class RecordedUser {
    private final String uuid;
    private final String nationality;
    private final String gender;
    private final byte[] json;

    private RecordedUser(String uuid, String nationality, String gender, byte[] json) {
        this.uuid = uuid;
        this.nationality = nationality;
        this.gender = gender;
        this.json = json;
    }

    /** Empty for what can't be served: no object, or one without a uuid or a gender, as of a response to {@code inc=}. */
    static Optional<RecordedUser> of(JsonElement element) {
        if (!(element instanceof JsonObject user)) {
            return Optional.empty();
        }
        String uuid = user.get("login") instanceof JsonObject login ? text(login.get("uuid")) : "";
        String gender = text(user.get("gender"));
        return uuid.isEmpty() || gender.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordedUser(
                        uuid, text(user.get("nat")), gender, user.toString().getBytes(StandardCharsets.UTF_8)));
    }

    String uuid() {
        return uuid;
    }

    String nationality() {
        return nationality;
    }

    String gender() {
        return gender;
    }

    void write(Set<Field> fields, JsonBytes out) {
        if (fields.size() == Field.values().length) {
            out.raw(json);
            return;
        }
        JsonObject user =
                JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
        for (Field field : Field.values()) {
            if (!fields.contains(field)) {
                user.remove(field.key());
            }
        }
        out.raw(user.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A text, or a number as one; empty for anything else, and for null. */
    static String text(JsonElement element) {
        return element instanceof JsonPrimitive primitive && !primitive.isBoolean() ? primitive.getAsString() : "";
    }
}
