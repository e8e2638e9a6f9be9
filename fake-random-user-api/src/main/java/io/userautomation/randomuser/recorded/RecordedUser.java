package io.userautomation.randomuser.recorded;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.randomuser.people.Field;
import io.userautomation.randomuser.people.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** One captured user, kept as it was written; what is not there is empty. */
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

    static RecordedUser of(JsonObject user) {
        JsonObject login = user.has("login") ? user.getAsJsonObject("login") : new JsonObject();
        return new RecordedUser(
                text(login, "uuid"),
                text(user, "nat"),
                text(user, "gender"),
                user.toString().getBytes(StandardCharsets.UTF_8));
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

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }
}
