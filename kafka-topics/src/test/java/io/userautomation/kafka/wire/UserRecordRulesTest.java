package io.userautomation.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.FieldRules;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field's rule, which the validator holds a record to however it was read. */
class UserRecordRulesTest {

    @Test
    void should_take_whatever_url_the_library_takes() {
        Random random = new Random(1);
        String[] parts = {
            "http", "s", ":", "//", "/", "a", "Z", "b-c", "9", ".", "..", "_", "%20", "@", "?", "#", " ", "é"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "http://");
            for (int part = random.nextInt(7); part > 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            boolean valid = isValid(UserField.PICTURE, text.toString());
            assertThat(valid || !hasHost(text.toString())).as(text.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://my_bucket.s3.amazonaws.com/a.jpg",
                "http://schema_registry:8081/a.jpg",
                "https://bücher.example/a.jpg",
                "https://-a.example.com",
                "https://1.2.3.400/a.jpg",
                "https://example.com/my photo.jpg?a=|&b=[]#\u00e9%zz",
                "http://user:word@host:80/",
                "http://[::1]:8080/a.jpg",
                "HTTPS://EXAMPLE.COM"
            })
    void should_keep_a_picture_whatever_the_library_thinks_of_its_host(String url) {
        UserRecord user = Users.adaWith(UserField.PICTURE, url);

        assertThat(UserRecordValidator.validate(user)).isEqualTo(new Validation.Valid(user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https:///a.jpg",
                "https://:80/a.jpg",
                "https://user@/a.jpg",
                "https://a b/c",
                "https://a\tb",
                "https:example.com",
                "//example.com/a.jpg",
                "httpss://example.com",
                " https://example.com",
                "https://\\a"
            })
    void should_refuse_a_picture_without_scheme_or_host(String url) {
        assertThat(isValid(UserField.PICTURE, url)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = UserField.class,
            names = {"ADDRESS", "POST_CODE", "PHONE"})
    void should_keep_another_optional_text_that_is_blank(UserField field) {
        UserRecord user = Users.adaWith(field, "");

        assertThat(UserRecordValidator.validate(user)).isEqualTo(new Validation.Valid(user));
    }

    @ParameterizedTest
    @EnumSource(UserField.class)
    void should_refuse_a_blank_field_only_where_it_is_required(UserField field) {
        Validation verdict = UserRecordValidator.validate(Users.adaWith(field, " \t\u3000"));

        if (field.required()) {
            assertThat(verdict).isEqualTo(new Validation.Invalid(field.key() + " is blank"));
        } else {
            assertThat(verdict).isInstanceOf(Validation.Valid.class);
        }
    }

    @ParameterizedTest
    @EnumSource(UserField.class)
    void should_refuse_a_missing_field_only_where_it_is_required(UserField field) {
        Validation verdict = UserRecordValidator.validate(Users.adaWith(field, null));

        assertThat(verdict)
                .isEqualTo(
                        field.required()
                                ? new Validation.Invalid(field.key() + " is missing")
                                : new Validation.Valid(Users.adaWith(field, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "ID, 1-1-1-1-1, id is not a UUID",
        "ID, 7a0eed16-9430-4d68-901f-c0d4c1c3bf0, id is not a UUID",
        "DOB, 1993-07-20, dob is not an instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 of the years 1900 to 2100",
        "DOB, 1993-07-20T09:44:18+0200, dob is not an instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 of the years 1900 to 2100",
        "DOB, 1899-12-31T23:59:59Z, dob is not an instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 of the years 1900 to 2100",
        "DOB, +1000000-01-01T00:00:00Z, dob is not an instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 of the years 1900 to 2100",
        "REGISTERED_DATE, 2101-01-01T00:00:00Z, registered_date is not an instant like 1993-07-20T09:44:18Z or 1993-07-20T11:44:18+02:00 of the years 1900 to 2100",
        "PICTURE, ftp://example.com/a.jpg, picture is not an http(s) URL",
        "PICTURE, https:///a.jpg, picture is not an http(s) URL",
        "PICTURE, no url, picture is not an http(s) URL"
    })
    void should_refuse_a_field_that_breaks_its_rule(UserField field, String value, String reason) {
        assertThat(UserRecordValidator.validate(Users.adaWith(field, value))).isEqualTo(new Validation.Invalid(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "DOB, 1900-01-01T00:00:00Z",
        "DOB, 2100-12-31T23:59:59.999Z",
        "DOB, 1993-07-20T09:44:18+02:00",
        "PICTURE, HTTP://example.com/a.jpg",
        "LAST_NAME, 𝒜da",
        "ID, 7A0EED16-9430-4D68-901F-C0D4C1C3BF00"
    })
    void should_take_a_field_at_the_edge_of_its_rule(UserField field, String value) {
        assertThat(UserRecordValidator.validate(Users.adaWith(field, value))).isInstanceOf(Validation.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "x\udc00", "\ud800x", "\udc00\ud800"})
    void should_refuse_an_unpaired_surrogate_in_a_record_that_was_built(String name) {
        assertThat(UserRecordValidator.validate(Users.adaWith(UserField.LAST_NAME, name)))
                .isEqualTo(
                        new Validation.Invalid("last_name contains an unpaired surrogate, which UTF-8 cannot carry"));
    }

    @Test
    void should_measure_a_field_in_bytes_of_utf_8() {
        String atLimit = "é".repeat(FieldRules.MAX_FIELD_BYTES / 2);

        assertThat(UserRecordValidator.validate(Users.adaWith(UserField.ADDRESS, atLimit)))
                .isInstanceOf(Validation.Valid.class);
        assertThat(UserRecordValidator.validate(Users.adaWith(UserField.ADDRESS, atLimit + "x")))
                .isEqualTo(new Validation.Invalid("address is longer than 8192 bytes"));
    }

    private static boolean isValid(UserField field, String value) {
        return UserRecordValidator.validate(Users.adaWith(field, value)) instanceof Validation.Valid;
    }

    private static boolean hasHost(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
