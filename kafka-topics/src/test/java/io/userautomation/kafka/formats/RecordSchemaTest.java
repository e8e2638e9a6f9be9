package io.userautomation.kafka.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.model.record.UserField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The three schemas say the same of each field, and what the record's fields say. */
class RecordSchemaTest {

    /** A field's place, from 1, and whether it must be there. */
    private record Shape(int place, boolean required) {}

    private static final Pattern PROTOBUF_FIELD = Pattern.compile("(?m)^  (optional )?string (\\w+) = (\\d+);$");

    @Test
    void should_say_the_same_of_each_field() {
        Map<String, Shape> fields = new TreeMap<>();
        for (UserField field : UserField.values()) {
            fields.put(field.key(), new Shape(fields.size() + 1, field.required()));
        }

        assertThat(jsonSchema()).isEqualTo(fields);
        assertThat(avro()).isEqualTo(fields);
        assertThat(protobuf()).isEqualTo(fields);
    }

    private static Map<String, Shape> jsonSchema() {
        JsonObject schema = JsonParser.parseString(RecordSchema.text(RecordFormat.JSON_SCHEMA))
                .getAsJsonObject();
        List<String> required = schema.getAsJsonArray("required").asList().stream()
                .map(name -> name.getAsString())
                .toList();
        Map<String, Shape> fields = new TreeMap<>();
        for (String name : schema.getAsJsonObject("properties").keySet()) {
            fields.put(name, new Shape(fields.size() + 1, required.contains(name)));
        }
        return fields;
    }

    private static Map<String, Shape> avro() {
        Map<String, Shape> fields = new TreeMap<>();
        for (Schema.Field field :
                new Schema.Parser().parse(RecordSchema.text(RecordFormat.AVRO)).getFields()) {
            boolean required = field.schema().getType() == Schema.Type.STRING;
            if (!required) {
                assertThat(field.schema()).hasToString("[\"null\",\"string\"]");
            }
            fields.put(field.name(), new Shape(field.pos() + 1, required));
        }
        return fields;
    }

    private static Map<String, Shape> protobuf() {
        Map<String, Shape> fields = new TreeMap<>();
        String schema = RecordSchema.text(RecordFormat.PROTOBUF);
        Stream<MatchResult> found = PROTOBUF_FIELD.matcher(schema).results();
        found.forEach(field ->
                fields.put(field.group(2), new Shape(Integer.parseInt(field.group(3)), field.group(1) == null)));
        return fields;
    }
}
