package io.userautomation.deadletters.list;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.userautomation.model.record.UserField;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a record's value looks like, for any eye: which fields are there, and of what kind. Of the content only a UUID
 * under {@code id} is shown; whatever else comes out is one of this class' own words, or a number.
 */
final class MaskedValue {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private MaskedValue() {}

    /** Per field what it holds; one entry {@code value} where the bytes are no JSON object. */
    static Map<String, String> of(byte[] value) {
        if (value == null) {
            return Map.of("value", "null");
        }
        try {
            return fields(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            return Map.of("value", "not UTF-8, %s bytes".formatted(value.length));
        } catch (IOException | IllegalStateException e) {
            return Map.of("value", "not a JSON object, %s bytes".formatted(value.length));
        }
    }

    private static Map<String, String> fields(String text) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        int unknown = 0;
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                UserField field = UserField.withKey(json.nextName());
                String shown = shown(field, json);
                if (field == null) {
                    unknown++;
                } else {
                    fields.put(field.key(), shown);
                }
            }
            json.endObject();
        }
        if (unknown > 0) {
            fields.put("unknown keys", Integer.toString(unknown));
        }
        return fields;
    }

    private static String shown(UserField field, JsonReader json) throws IOException {
        JsonToken token = json.peek();
        if (token != JsonToken.STRING) {
            json.skipValue();
            return switch (token) {
                case NULL -> "null";
                case NUMBER -> "a number";
                case BOOLEAN -> "a boolean";
                case BEGIN_ARRAY -> "an array";
                default -> "an object";
            };
        }
        String text = json.nextString();
        if (field == UserField.ID && UUID.matcher(text).matches()) {
            return text;
        }
        return text.isBlank() ? "blank" : "text, %s characters".formatted(text.length());
    }
}
