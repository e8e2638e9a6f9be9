package io.userautomation.randomuser.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class NationalitiesTest {
    @ParameterizedTest
    @EnumSource
    void should_write_names_in_the_script_of_the_nationality(Nationality nationality) {
        String script =
                switch (nationality) {
                    case IR -> "IsArabic";
                    case IN -> "IsDevanagari";
                    case RS, UA -> "IsCyrillic";
                    default -> "IsLatin";
                };

        for (JsonObject user : Pages.of(ApiVersion.V1_4, nationality)) {
            JsonObject name = user.getAsJsonObject("name");
            assertThat(name.get("first").getAsString() + name.get("last").getAsString())
                    .matches("[\\p{" + script + "}\\p{M} '’-]+")
                    .containsPattern("\\p{" + script + "}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_write_email_addresses_in_ascii_and_without_spaces(Nationality nationality) {
        for (JsonObject user : Pages.of(ApiVersion.V1_4, nationality)) {
            assertThat(user.get("email").getAsString()).matches("[a-z0-9'-]+\\.[a-z0-9'-]+@example\\.com");
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_have_many_different_people(Nationality nationality) {
        Set<String> names = new HashSet<>();
        Pages.of(ApiVersion.V1_4, nationality)
                .forEach(user -> names.add(user.getAsJsonObject("name").toString()));

        assertThat(names).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @EnumSource(names = {"IR", "NZ", "TR", "UA"})
    void should_write_null_for_the_id_that_a_nationality_does_not_have(Nationality nationality) {
        for (JsonObject user : Pages.of(ApiVersion.V1_4, nationality)) {
            assertThat(user.get("id")).hasToString("{\"name\":\"\",\"value\":null}");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CA", "GB", "NO"},
            mode = Mode.EXCLUDE)
    void should_write_the_postcode_as_an_integer(Nationality nationality) {
        for (JsonObject user : Pages.of(ApiVersion.V1_4, nationality)) {
            assertThat(postcode(user).isNumber()).isTrue();
            assertThat(postcode(user).getAsInt()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CA", "GB", "NO"})
    void should_write_the_postcode_as_a_string(Nationality nationality) {
        assertThat(Pages.of(ApiVersion.V1_4, nationality))
                .allSatisfy(user -> assertThat(postcode(user).isString()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void should_write_values_that_the_pipeline_can_read(Nationality nationality) throws Exception {
        for (JsonObject user : Pages.of(ApiVersion.V1_4, nationality)) {
            JsonObject login = user.getAsJsonObject("login");
            UUID uuid = UUID.fromString(login.get("uuid").getAsString());
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
            String salted =
                    login.get("password").getAsString() + login.get("salt").getAsString();
            assertThat(login.get("md5").getAsString()).isEqualTo(md5(salted));
            assertThat(Instant.parse(user.getAsJsonObject("dob").get("date").getAsString()))
                    .isBetween(Instant.parse("1944-08-25T00:00:00Z"), Instant.parse("2001-06-01T00:00:00Z"));
            assertThat(user.getAsJsonObject("picture").get("medium").getAsString())
                    .matches("https://randomuser\\.me/api/portraits/med/(men|women)/\\d{1,2}\\.jpg");
        }
    }

    @Test
    void should_use_french_titles_in_switzerland_alone() {
        Set<String> titles = new HashSet<>();
        Pages.of(ApiVersion.V1_4, Nationality.CH)
                .forEach(user ->
                        titles.add(user.getAsJsonObject("name").get("title").getAsString()));

        assertThat(titles).containsExactlyInAnyOrder("Monsieur", "Madame", "Mademoiselle");
    }

    private static JsonPrimitive postcode(JsonObject user) {
        return user.getAsJsonObject("location").getAsJsonPrimitive("postcode");
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
