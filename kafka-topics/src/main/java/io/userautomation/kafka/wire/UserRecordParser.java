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
import java.util.regex.Pattern;

/**
 * Reads a record from the JSON that travels, and has it judged.
 *
 * <p>Bytes are valid when they are strict UTF-8 and exactly one JSON object (RFC 8259, nothing before or behind it but
 * white space and, as the first character, a byte order mark) whose keys are among {@link UserField}'s, each at most once,
 * each a string or null, and whose values pass {@link UserRecordValidator}. A post code may be a number, as the API and
 * many who copy it on have it: its text is what stands there. Unknown keys are refused: storing the rest would lose them
 * without a word.
 *
 * <p>Who changes what is valid raises {@link UserRecordValidator#RULES_VERSION}.
 *
 * <p>Stateless; safe to share between threads.
 */
public final class UserRecordParser {

    /** What stands in place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int MAX_KEY = 40;
    private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9_.…-]");

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
        if (value.length > 0 && value[0] == 0) {
            return new Invalid(
                    "the value begins with a byte 0, as a schema registry's wire format does: it must be plain JSON");
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
                String key = json.nextName();
                UserField field = UserField.withKey(key);
                if (field == null) {
                    return new Invalid("the value has a key that the record does not know: " + shown(key));
                }
                if (values.containsKey(field)) {
                    return new Invalid(field.key() + " stands there twice");
                }
                JsonToken token = json.peek();
                if (token == JsonToken.STRING || (token == JsonToken.NUMBER && field == UserField.POST_CODE)) {
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
            return UserRecordValidator.validate(UserRecord.of(values));
        } catch (EOFException e) {
            return new Invalid("the JSON ends too early");
        } catch (MalformedJsonException e) {
            return new Invalid("the value is not valid JSON");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /** Enough to find it by; what comes from outside goes into headers and onto terminals. */
    public static String shown(String key) {
        String start = key.length() > MAX_KEY ? key.substring(0, MAX_KEY) + "…" : key;
        return key.isEmpty() ? "an empty one" : NOT_OF_A_NAME.matcher(start).replaceAll("?");
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
