package io.userautomation.kafka.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;

/** Writes a record as the JSON that travels: all twelve keys, in order, absent fields as {@code null}. */
public final class UserRecordJson {

    private static final int TYPICAL_LENGTH = 512;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';
    private static final UserField[] FIELDS = UserField.values();

    private UserRecordJson() {}

    /** The record as one line of JSON. */
    public static String write(UserRecord user) {
        StringBuilder json = new StringBuilder(TYPICAL_LENGTH);
        for (UserField field : FIELDS) {
            json.append(json.isEmpty() ? "{\"" : ",\"").append(field.key()).append("\":");
            String value = field.of(user);
            if (value != null && isPlain(value)) {
                json.append('"').append(value).append('"');
            } else {
                json.append(GSON.toJson(value));
            }
        }
        return json.append('}').toString();
    }

    /** Whether it stands in JSON as it is, as nearly all do; what else it takes is the library's to know. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                return false;
            }
        }
        return true;
    }

    /** The Kafka value: {@link #write} in UTF-8. An unpaired surrogate would become '?': validate first. */
    public static byte[] writeBytes(UserRecord user) {
        return write(user).getBytes(StandardCharsets.UTF_8);
    }
}
