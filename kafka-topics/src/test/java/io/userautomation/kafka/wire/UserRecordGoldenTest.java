package io.userautomation.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pins the JSON of a record. Topics hold records for weeks, and consumers that are not ours read them: when this test
 * fails, the schema version must rise and old records must still be read.
 */
class UserRecordGoldenTest {

    @Test
    void should_write_the_record_as_it_always_was() throws IOException {
        assertThat(UserRecordJson.write(Users.ADA)).isEqualTo(golden("user-record.golden.json"));
    }

    @Test
    void should_write_absent_fields_as_null() throws IOException {
        UserRecord bare = new UserRecord(
                Users.ADA.id(),
                "Ada",
                "Lovelace",
                "female",
                null,
                null,
                "a@example.com",
                "ada",
                null,
                null,
                null,
                null);

        assertThat(UserRecordJson.write(bare)).isEqualTo(golden("user-record-bare.golden.json"));
    }

    @Test
    void should_escape_as_the_library_does() {
        Random random = new Random(1);
        String characters = "aé𝒜 \"\\/<>&'=\u0000\u0007\b\t\n\f\r\u001f\u007f\u2027\u2028\u2029\ud800\udc00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                name.append(characters.charAt(random.nextInt(characters.length())));
            }
            UserRecord user = Users.adaWith(UserField.LAST_NAME, name.toString());
            JsonObject byTheLibrary = new JsonObject();
            for (UserField field : UserField.values()) {
                byTheLibrary.addProperty(field.key(), field.of(user));
            }
            assertThat(UserRecordJson.write(user)).isEqualTo(byTheLibrary.toString());
        }
    }

    @Test
    void should_read_back_what_it_wrote() {
        Validation verdict = UserRecordParser.parse(UserRecordJson.writeBytes(Users.ADA));

        assertThat(verdict).isEqualTo(new Validation.Valid(Users.ADA));
    }

    @Test
    void should_describe_the_same_fields_in_the_json_schema() throws IOException {
        JsonObject schema =
                JsonParser.parseString(resource("user-record.schema.json")).getAsJsonObject();
        JsonArray required = new JsonArray();
        Stream.of(UserField.values()).filter(UserField::required).forEach(field -> required.add(field.key()));

        assertThat(schema.getAsJsonObject("properties").keySet())
                .containsExactlyElementsOf(
                        Stream.of(UserField.values()).map(UserField::key).toList());
        assertThat(schema.getAsJsonArray("required")).isEqualTo(required);
        assertThat(schema.get("additionalProperties").getAsBoolean()).isFalse();
    }

    private static String golden(String name) throws IOException {
        return resource(name).strip();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = UserRecordGoldenTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
