package io.userautomation.deadletters.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedValueTest {

    private static final String ID = "7a0eed16-9430-4d68-901f-c0d4c1c3bf00";

    @Test
    void should_show_id_field_names_and_lengths() {
        // given
        UserRecord user = new UserRecord(
                ID, "Ada", "Lovelace", "female", null, null, "ada@example.com", " ", null, null, "+44 1", null);

        // when
        Map<String, String> shown = MaskedValue.of(UserRecordJson.writeBytes(user));

        // then
        assertThat(shown)
                .containsEntry("id", ID)
                .containsEntry("first_name", "text, 3 characters")
                .containsEntry("email", "text, 15 characters")
                .containsEntry("username", "blank")
                .containsEntry("dob", "null")
                .hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Lovelace",
                "\"Lovelace\"",
                "[\"Lovelace\"]",
                "{\"first_name\":\"Lovelace\"",
                "{\"first_name\":\"Lovelace\"} Lovelace",
                "{\"first_name\":Lovelace}",
                "{\"Lovelace\":\"Lovelace\"}",
                "{\"id\":\"Lovelace\"}",
                "{\"id\":\"\\u001b[2JLovelace\"}",
                "{\"first_name\":{\"Lovelace\":[\"Lovelace\"]}}",
                "{\"first_name\":[\"Lovelace\"],\"last_name\":true,\"email\":1815,\"first_name\":\"Lovelace\"}",
                "{\"first_\\u006eame\":\"Lovelace\\u0000\"}",
                "\u202e{\"first_name\":\"Lovelace\"}"
            })
    void should_show_nothing_of_the_content_whatever_it_is(String value) {
        // when
        String shown = MaskedValue.of(value.getBytes(UTF_8)).toString();

        // then
        assertThat(shown).isNotEmpty().doesNotContain("Lovelace", "1815", "\u202e");
        assertThat(shown.chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void should_show_the_size_when_bytes_are_no_text_or_very_deep() {
        // given
        byte[] bytes = {'{', (byte) 0xff, (byte) 0xfe, '}'};
        String deep = "{\"first_name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        // then
        assertThat(MaskedValue.of(bytes)).containsExactly(Map.entry("value", "not UTF-8, 4 bytes"));
        assertThat(MaskedValue.of(deep.getBytes(UTF_8)))
                .containsExactly(Map.entry("value", "not a JSON object, 200015 bytes"));
        assertThat(MaskedValue.of(null)).containsExactly(Map.entry("value", "null"));
    }

    @Test
    void should_stay_short_when_a_value_is_very_long() {
        // given
        String value = "{\"first_name\":\"" + "x".repeat(5_000_000) + "\",\"" + "k".repeat(1_000) + "\":1}";

        // then
        assertThat(MaskedValue.of(value.getBytes(UTF_8)))
                .isEqualTo(Map.of("first_name", "text, 5000000 characters", "unknown keys", "1"));
    }
}
