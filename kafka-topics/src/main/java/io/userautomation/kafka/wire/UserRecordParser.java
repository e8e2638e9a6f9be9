package io.userautomation.kafka.wire;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.record.Validation.Invalid;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads a record from the JSON that travels, and has it judged.
 *
 * <p>Bytes are valid when they are strict UTF-8 and exactly one JSON object (RFC 8259, nothing before or behind it but
 * white space) whose keys are among {@link UserField}'s, each at most once, each a string or null, and whose values
 * pass {@link UserRecordValidator}. Unknown keys are refused: storing the rest would lose them without a word.
 *
 * <p>Stateless; safe to share between threads.
 */
public final class UserRecordParser {

    /** What stands in place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private UserRecordParser() {}

    /**
     * Parses and checks one Kafka value.
     *
     * @param value the raw bytes; null for a tombstone, which is invalid: users are never deleted through the topic
     */
    public static Validation parse(byte[] value) {
        if (value == null) {
            return new Invalid("the value is null (a tombstone)");
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(value)) {
            return new Invalid("the value is not valid UTF-8");
        }
        return parse(text);
    }

    /** Only asked where the decoder may have replaced something: it is much slower. */
    private static boolean isUtf8(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Validation parse(String text) {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                return new Invalid("the value is not a JSON object but " + inWords(json.peek()));
            }
            Map<UserField, String> values = new EnumMap<>(UserField.class);
            json.beginObject();
            while (json.hasNext()) {
                UserField field = UserField.withKey(json.nextName());
                if (field == null) {
                    return new Invalid("the value has a key that the record does not know");
                }
                if (values.containsKey(field)) {
                    return new Invalid(field.key() + " stands there twice");
                }
                JsonToken token = json.peek();
                if (token == JsonToken.STRING) {
                    values.put(field, json.nextString());
                } else if (token == JsonToken.NULL) {
                    json.nextNull();
                    values.put(field, null);
                } else {
                    return new Invalid(field.key() + " must be a string but is " + inWords(token));
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                return new Invalid("something follows the JSON object");
            }
            return UserRecordValidator.validate(record(values));
        } catch (EOFException e) {
            return new Invalid("the JSON ends too early");
        } catch (MalformedJsonException e) {
            return new Invalid("the value is not valid JSON");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static UserRecord record(Map<UserField, String> values) {
        return new UserRecord(
                values.get(UserField.ID),
                values.get(UserField.FIRST_NAME),
                values.get(UserField.LAST_NAME),
                values.get(UserField.GENDER),
                values.get(UserField.ADDRESS),
                values.get(UserField.POST_CODE),
                values.get(UserField.EMAIL),
                values.get(UserField.USERNAME),
                values.get(UserField.DOB),
                values.get(UserField.REGISTERED_DATE),
                values.get(UserField.PHONE),
                values.get(UserField.PICTURE));
    }

    private static String inWords(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT, END_OBJECT -> "an object";
            case BEGIN_ARRAY, END_ARRAY -> "an array";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case NULL -> "null";
            case STRING, NAME -> "a string";
            case END_DOCUMENT -> "nothing";
        };
    }
}
