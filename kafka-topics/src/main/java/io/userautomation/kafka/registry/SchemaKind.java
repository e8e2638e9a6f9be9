package io.userautomation.kafka.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.userautomation.kafka.formats.RecordFormat;
import java.util.Optional;

/**
 * Which format a schema is of. The text says so rather than the type: Apicurio gives each version of a subject the type of its
 * first.
 */
final class SchemaKind {

    private SchemaKind() {}

    /**
     * The format; empty for one that users don't come in.
     *
     * @param schemaType the registry's word
     * @param schema the text
     */
    static Optional<RecordFormat> of(String schemaType, String schema) {
        return RecordFormat.ofSchemaType(schemaType).map(declared -> {
            JsonElement json = parsed(schema);
            if (json == null) {
                return RecordFormat.PROTOBUF;
            }
            if (!(json instanceof JsonObject object)) {
                return declared;
            }
            return object.has("fields") && object.has("name") ? RecordFormat.AVRO : RecordFormat.JSON_SCHEMA;
        });
    }

    private static JsonElement parsed(String schema) {
        try {
            return schema.isBlank() ? null : JsonParser.parseString(schema);
        } catch (JsonParseException notJson) {
            return null;
        }
    }
}
