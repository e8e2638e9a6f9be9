package io.userautomation.kafka.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.wire.UserRecordParser;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.Validation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageShapeTest {

    private static final String ID = "\"id\":\"7a0eed16-9430-4d68-901f-c0d4c1c3bf00\"";

    static Stream<String> invalidValues() {
        String required = "{" + ID
                + ",\"first_name\":\"f\",\"last_name\":\"l\",\"gender\":\"g\",\"email\":\"e\",\"username\":\"u\"";
        Stream<String> broken = Stream.of(
                "",
                "null",
                "[]",
                "\"text\"",
                "17",
                "true",
                "{}",
                "{\"id\":",
                "{\"id\":x}",
                required + "} {}",
                "{\"id\":\"no\"}",
                "{" + ID + "," + ID + "}",
                "{\"admin\":\"yes\"}",
                "{\"postCode\":1}",
                "{\"\":1}",
                "\0\0\0\0\7{}",
                "{" + ID + ",\"first_name\":\" \"}",
                "{" + ID + ",\"first_name\":\"a\\u0000\"}",
                "{" + ID + ",\"first_name\":\"" + "x".repeat(9_000) + "\"}",
                required + ",\"dob\":\"yesterday\"}",
                required + ",\"registered_date\":\"1066-10-14T00:00:00Z\"}",
                required + ",\"picture\":\"file:///etc\"}");
        Stream<String> types = Stream.of("1", "true", "{}", "[]").map(type -> "{\"phone\":" + type + "}");
        return Stream.concat(broken, types);
    }

    @ParameterizedTest
    @MethodSource("invalidValues")
    void should_show_every_word_of_the_validator(String value) {
        // given
        String reason = reason(value.getBytes(UTF_8));

        // when
        String shape = MessageShape.of(reason);

        // then
        assertThat(shape).isEqualTo(reason);
    }

    @Test
    void should_show_every_word_of_the_validator_on_what_is_no_text() {
        // given
        String tombstone = reason(null);
        String bytes = reason(new byte[] {'{', (byte) 0xff});
        String surrogate = "email contains an unpaired surrogate, which UTF-8 cannot carry";

        // when
        Stream<String> shapes = Stream.of(tombstone, bytes, surrogate).map(MessageShape::of);

        // then
        assertThat(shapes).containsExactly(tombstone, bytes, surrogate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SQLSTATE 22001: value too long for type character varying(5)   | SQLSTATE 22001: value too long for type character varying(…)
            SQLSTATE 22008: date/time field value out of range: "…"        | SQLSTATE 22008: … field value out of range: …
            SQLSTATE 22021: invalid byte sequence for encoding "…": 0x00   | SQLSTATE 22021: invalid byte sequence for encoding …
            SQLSTATE 23514: check_violation table users constraint adults  | SQLSTATE 23514: check_violation table users constraint adults
            SQLSTATE UA007: raise_exception Ada Lovelace                   | SQLSTATE UA007: raise_exception …
            SQLSTATE 23514: check_violation constraint "Ada"               | SQLSTATE 23514: check_violation constraint …
            """)
    void should_show_the_database_s_sentence_without_its_values(String message, String shape) {
        assertThat(MessageShape.of(message)).isEqualTo(shape);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "email is ada@example.com",
                "value Lovelace too long",
                "name:\tAda\u0000Lovelace",
                "missing\u202eecalevoL",
                "\u001b[2Jvalue\u001b[31mLovelace",
                "SQLSTATE 22123 Lovelace",
                "value22001:Lovelace",
                "varying(Ada)",
                "Ada:",
                "column lovelace",
                "is,Lovelace",
                "the value has a key that the record does not know: postCode Lovelace",
                "the value has a key that the record does not know: Ada-Lovelace",
                "a key that the record does not know: Lovelace"
            })
    void should_show_nothing_but_known_words(String message) {
        // when
        String shape = MessageShape.of(message);

        // then
        assertThat(shape).doesNotContain("Ada", "Lovelace", "lovelace", "ecalevoL", "ada@", "22123");
        assertThat(shape.chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void should_stay_short_when_the_message_is_very_long() {
        // when
        String shape = MessageShape.of("value ".repeat(1_000_000));

        // then
        assertThat(shape).hasSizeLessThan(400);
    }

    @Test
    void should_say_so_when_there_is_no_message() {
        assertThat(Stream.of(null, "", " \n").map(MessageShape::of)).containsOnly("no message");
    }

    @Test
    void should_know_every_field() {
        // given
        String fields = String.join(
                " ", Arrays.stream(UserField.values()).map(UserField::key).toList());

        // then
        assertThat(MessageShape.of(fields)).isEqualTo(fields);
    }

    private static String reason(byte[] value) {
        return ((Validation.Invalid) UserRecordParser.parse(value)).reason();
    }
}
