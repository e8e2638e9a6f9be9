package io.userautomation.kafka.formats;

import java.util.Optional;
import java.util.stream.Stream;

/** How a record is written; all but {@link #JSON} name a schema of the registry. */
public enum RecordFormat {
    JSON("json", null, "application/json"),
    JSON_SCHEMA("json-schema", "JSON", "application/json"),
    AVRO("avro", "AVRO", "application/avro"),
    PROTOBUF("protobuf", "PROTOBUF", "application/x-protobuf");

    private final String word;
    private final String schemaType;
    private final String contentType;

    RecordFormat(String word, String schemaType, String contentType) {
        this.word = word;
        this.schemaType = schemaType;
        this.contentType = contentType;
    }

    /** What settings and messages call it. */
    public String word() {
        return word;
    }

    /** What a registry calls it; null for {@link #JSON}, of which it knows nothing. */
    public String schemaType() {
        return schemaType;
    }

    /** What the header {@code content_type} says. */
    public String contentType() {
        return contentType;
    }

    /** @throws IllegalArgumentException where {@code word} is none's */
    public static RecordFormat withWord(String word) {
        return Stream.of(values())
                .filter(format -> format.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no format"));
    }

    /** The format that a registry calls {@code schemaType}; empty for one that users don't come in. */
    public static Optional<RecordFormat> ofSchemaType(String schemaType) {
        return Stream.of(values())
                .filter(format -> schemaType.equals(format.schemaType))
                .findFirst();
    }
}
