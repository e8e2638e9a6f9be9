package io.userautomation.contract.record;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a record as the JSON that travels: all twelve keys, in order, absent fields as {@code null}. */
public final class UserRecordJson {

    private static final int TYPICAL_LENGTH = 512;

    private UserRecordJson() {}

    /** The record as one line of JSON. */
    public static String write(UserRecord user) {
        StringWriter text = new StringWriter(TYPICAL_LENGTH);
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            for (UserField field : UserField.values()) {
                json.name(field.key()).value(field.of(user));
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The Kafka value: {@link #write} in UTF-8. An unpaired surrogate would become '?': validate first. */
    public static byte[] writeBytes(UserRecord user) {
        return write(user).getBytes(StandardCharsets.UTF_8);
    }
}
