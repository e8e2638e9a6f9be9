package io.userautomation.kafka.formats;

import io.userautomation.kafka.wire.UserRecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The record's own schema in each format of a registry. */
public final class RecordSchema {

    private RecordSchema() {}

    /** Its text, which is what is registered. */
    public static String text(RecordFormat format) {
        String name =
                switch (format) {
                    case JSON, JSON_SCHEMA -> "user-record.schema.json";
                    case AVRO -> "user-record.avsc";
                    case PROTOBUF -> "user-record.proto";
                };
        try (InputStream resource = UserRecordJson.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
