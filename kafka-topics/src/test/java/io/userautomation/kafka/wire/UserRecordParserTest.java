package io.userautomation.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels as JSON: bytes, keys, and what is read leniently. */
class UserRecordParserTest {

    private static final String GOOD = UserRecordJson.write(Users.ADA);

    static Stream<Arguments> hostile() {
        String nested = "[".repeat(1_000) + "]".repeat(1_000);
        return Stream.of(
                Arguments.of("", "ends too early"),
                Arguments.of("   ", "ends too early"),
                Arguments.of("null", "not a JSON object but null"),
                Arguments.of("[]", "not a JSON object but an array"),
                Arguments.of("\"text\"", "not a JSON object but a string"),
                Arguments.of("17", "not a JSON object but a number"),
                Arguments.of("{}", "id is missing"),
                Arguments.of(GOOD.substring(0, GOOD.indexOf("gender") - 1), "ends too early"),
                Arguments.of(GOOD.substring(0, GOOD.indexOf("Lovelace") + 3), "not valid JSON"),
                Arguments.of(GOOD.replace("\"gender\"", "gender"), "not valid JSON"),
                Arguments.of(GOOD.replace('"', '\''), "not valid JSON"),
                Arguments.of(GOOD + GOOD, "not valid JSON"),
                Arguments.of(GOOD + " {}", "not valid JSON"),
                Arguments.of(GOOD + "x", "not valid JSON"),
                Arguments.of(GOOD.replace("}", ",}"), "not valid JSON"),
                Arguments.of("/* a comment */" + GOOD, "not valid JSON"),
                Arguments.of(")]}'\n" + GOOD, "not valid JSON"),
                Arguments.of(GOOD.replace("Lovelace", "Love\nlace"), "not valid JSON"),
                Arguments.of(GOOD.replace("\"female\"", "NaN"), "not valid JSON"),
                Arguments.of(GOOD.replace("\"female\"", "1"), "gender must be a string but is a number"),
                Arguments.of(GOOD.replace("\"female\"", "true"), "gender must be a string but is a boolean"),
                Arguments.of(GOOD.replace("\"female\"", "{}"), "gender must be a string but is an object"),
                Arguments.of(GOOD.replace("\"female\"", nested), "gender must be a string but is an array"),
                Arguments.of(GOOD.replace("\"female\"", "null"), "gender is missing"),
                Arguments.of(GOOD.replace("\"first_name\"", "\"First_Name\""), "a key that the record does not know"),
                Arguments.of(GOOD.replace("{", "{\"extra\":\"\","), "a key that the record does not know"),
                Arguments.of(GOOD.replace("{", "{\"gender\":\"male\","), "gender stands there twice"),
                Arguments.of(GOOD.replace("{", "{\"phone\":null,"), "phone stands there twice"),
                Arguments.of(GOOD.replace("Lovelace", "\\ud800"), "not valid JSON"),
                Arguments.of(GOOD.replace("Lovelace", "\\udc00\\ud800"), "not valid JSON"),
                Arguments.of(GOOD.replace("Lovelace", "\\u0000"), "last_name contains a NUL character"),
                Arguments.of(GOOD.replace("Lovelace", "x".repeat(1_000_000)), "last_name is longer than 8192 bytes"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void should_refuse_what_a_lenient_parser_would_take(String text, String reason) {
        Validation verdict = UserRecordParser.parse(text.getBytes(UTF_8));

        assertThat(verdict).isInstanceOfSatisfying(Validation.Invalid.class, invalid -> assertThat(invalid.reason())
                .contains(reason));
    }

    @ParameterizedTest
    @EnumSource(
            value = UserField.class,
            names = {"DOB", "REGISTERED_DATE", "PICTURE"})
    void should_take_a_date_or_picture_that_is_blank_as_absent(UserField field) {
        for (String blank : new String[] {"", " \t\u3000"}) {
            byte[] bytes = UserRecordJson.writeBytes(Users.adaWith(field, blank));

            assertThat(UserRecordParser.parse(bytes)).isEqualTo(new Validation.Valid(Users.adaWith(field, null)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"85008", "0", "-0", "1.50", "1E3", "12345678901234567890123456789", "9007199254740993"})
    void should_take_a_post_code_that_is_a_number_as_the_text_that_stands_there(String number) {
        String numeric = UserRecordJson.write(Users.adaWith(UserField.POST_CODE, "NUMBER"))
                .replace("\"NUMBER\"", number);

        assertThat(UserRecordParser.parse(numeric.getBytes(UTF_8)))
                .isEqualTo(new Validation.Valid(Users.adaWith(UserField.POST_CODE, number)));
    }

    @Test
    void should_refuse_a_number_that_json_does_not_have() {
        String numeric = UserRecordJson.write(Users.adaWith(UserField.POST_CODE, "NUMBER"))
                .replace("\"NUMBER\"", "01234");

        assertThat(UserRecordParser.parse(numeric.getBytes(UTF_8)))
                .isEqualTo(new Validation.Invalid("the value is not valid JSON"));
    }

    @Test
    void should_pass_over_a_byte_order_mark_before_the_json_but_not_in_it() {
        assertThat(UserRecordParser.parse(("\uFEFF" + GOOD).getBytes(UTF_8)))
                .isEqualTo(new Validation.Valid(Users.ADA));
        assertThat(UserRecordParser.parse((" \uFEFF" + GOOD).getBytes(UTF_8)))
                .isEqualTo(new Validation.Invalid("the value is not valid JSON"));
        assertThat(UserRecordParser.parse(
                        GOOD.replace("\"gender", "\"\uFEFFgender").getBytes(UTF_8)))
                .isEqualTo(new Validation.Invalid("the value has a key that the record does not know: ?gender"));
    }

    @Test
    void should_name_the_wire_format_of_a_schema_registry() {
        byte[] framed = ("\0\0\0\0\7" + GOOD).getBytes(UTF_8);

        assertThat(UserRecordParser.parse(framed))
                .isEqualTo(
                        new Validation.Invalid(
                                "the value begins with a byte 0, as a schema registry's wire format does: it must be plain JSON"));
    }

    @ParameterizedTest
    @CsvSource({
        "postCode, postCode",
        "nat, nat",
        "'', an empty one",
        "post code, post?code",
        "'a\u001B[2Jb\u202Ec', a??2Jb?c",
        "'josé@example.com', jos??example.com",
        "0123456789012345678901234567890123456789012, 0123456789012345678901234567890123456789…"
    })
    void should_name_an_unknown_key_cut_and_cleaned(String key, String shown) {
        String text = GOOD.replace("{", "{\"%s\":1,".formatted(key.replace("\u001B", "\\u001b")));

        assertThat(UserRecordParser.parse(text.getBytes(UTF_8)))
                .isEqualTo(new Validation.Invalid("the value has a key that the record does not know: " + shown));
    }

    @Test
    void should_take_a_replacement_character_that_was_sent_as_such() {
        UserRecord user = Users.adaWith(UserField.LAST_NAME, "L\uFFFDvelace");

        assertThat(UserRecordParser.parse(UserRecordJson.writeBytes(user))).isEqualTo(new Validation.Valid(user));
    }

    @Test
    void should_refuse_a_tombstone() {
        assertThat(UserRecordParser.parse((byte[]) null))
                .isEqualTo(new Validation.Invalid("the value is null (a tombstone)"));
    }

    @Test
    void should_refuse_bytes_that_are_not_utf_8() {
        byte[] bytes = GOOD.getBytes(UTF_8);
        bytes[GOOD.indexOf("Lovelace")] = (byte) 0xFF;

        assertThat(UserRecordParser.parse(bytes)).isEqualTo(new Validation.Invalid("the value is not valid UTF-8"));
    }

    @Test
    void should_take_white_space_and_any_order_of_keys() {
        String turned =
                "\n { \"username\":\"u\",\"email\":\"e\",\"gender\":\"g\",\"last_name\":\"l\",\"first_name\":\"f\","
                        + "\"id\":\"7A0EED16-9430-4D68-901F-C0D4C1C3BF00\" } \t";

        assertThat(UserRecordParser.parse(turned.getBytes(UTF_8))).isInstanceOf(Validation.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"id\":", "{\"id\":[", "[{\"id\":"})
    void should_refuse_what_is_nested_however_deep(String level) {
        assertThat(UserRecordParser.parse(level.repeat(200_000).getBytes(UTF_8)))
                .isInstanceOf(Validation.Invalid.class);
    }

    @Test
    void should_give_a_verdict_on_any_bytes() {
        Random random = new Random(17);
        byte[] good = GOOD.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutant = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            assertThat(UserRecordParser.parse(mutant)).isNotNull();
        }
    }
}
