package io.userautomation.producer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.producer.settings.ApiSettings;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

    private static final PageRequest ONE_USER = new PageRequest("pipeline", 2, 1, List.of());

    @Test
    void should_map_every_field_of_version_1_4() throws IOException {
        UserRecord user = onlyUser(Answers.user14(), "1.4");

        assertThat(user)
                .isEqualTo(new UserRecord(
                        "c7a41086-06e3-4bfe-9c40-4e9da2df42c8",
                        "Анна",
                        "Kelley",
                        "female",
                        "857 Alexander Road, Limerick, Kilkenny, Ireland",
                        "11174",
                        "anna.kelley@example.com",
                        "beautifulfish935",
                        "1978-04-22T07:00:07.471Z",
                        "2019-08-19T08:16:27.068Z",
                        "021-892-1751",
                        "https://randomuser.me/api/portraits/med/women/63.jpg"));
        assertThat(UserRecordValidator.validate(user)).isInstanceOf(Validation.Valid.class);
    }

    @Test
    void should_map_version_1_3_like_1_4() throws IOException {
        assertThat(onlyUser(Answers.user14(), "1.3")).isEqualTo(onlyUser(Answers.user14(), "1.4"));
    }

    @Test
    void should_map_version_1_2_whose_street_is_a_text_and_which_has_no_country() throws IOException {
        String user12 = Answers.user14()
                .replace("{\"number\":857,\"name\":\"Alexander Road\"}", "\"857 alexander road\"")
                .replace("\"country\":\"Ireland\",", "");

        UserRecord user = onlyUser(user12, "1.2");

        assertThat(user.address()).isEqualTo("857 alexander road, Limerick, Kilkenny");
        assertThat(UserRecordValidator.validate(user)).isInstanceOf(Validation.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.0", "0.8", "nonsense"})
    void should_refuse_a_version_without_uuids_and_say_what_to_set(String version) {
        String answer = Answers.page("pipeline", 2, 1, version, Answers.user14());

        ApiException refusal = refusal(ONE_USER, ApiSettings.UNPINNED, answer);

        assertThat(refusal.status()).isEqualTo(ExitStatus.BAD_SETTINGS);
        assertThat(refusal.isPassing()).isFalse();
        assertThat(refusal)
                .hasMessage("answered in version %s, whose users have no uuid; RANDOM_USER_API_URL (--api-url) must"
                                .formatted(version)
                        + " name 1.2 or newer");
    }

    @Test
    void should_refuse_another_version_than_the_address_names() {
        String answer = Answers.page("pipeline", 2, 1, "1.3", Answers.user14());

        assertThat(refusal(ONE_USER, "1.4", answer)).hasMessage("answered in version 1.3 where its address names 1.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"11174; 11174", "\"B1 2CD\"; B1 2CD", "\"00123\"; 00123", "null; ", "{}; ", "[1]; ", "true; "})
    void should_take_a_post_code_of_whatever_type_as_text(String json, String expected) throws IOException {
        String user = Answers.user14().replace("\"postcode\":11174", "\"postcode\":" + json);

        assertThat(onlyUser(user, "1.4").postCode()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"Alexander Road \"; \"Limerick\"; 857 Alexander Road, Limerick, Kilkenny, Ireland",
                "\" Alexander Road\u3000 \"; \"Limerick\\t\"; 857 Alexander Road, Limerick, Kilkenny, Ireland",
                "\" \"; \"Limerick \"; 857, Limerick, Kilkenny, Ireland",
                "\"\"; \" \"; 857, Kilkenny, Ireland",
                "null; null; 857, Kilkenny, Ireland"
            })
    void should_compose_an_address_without_blanks_before_its_commas(String street, String city, String address)
            throws IOException {
        String user = Answers.user14().replace("\"Alexander Road\"", street).replace("\"Limerick\"", city);

        assertThat(onlyUser(user, "1.4").address()).isEqualTo(address);
    }

    @Test
    void should_not_mind_a_null_id_value() throws IOException {
        String user =
                Answers.user14().replace("{\"name\":\"PPS\",\"value\":\"6668006T\"}", "{\"name\":\"\",\"value\":null}");

        assertThat(UserRecordValidator.validate(onlyUser(user, "1.4"))).isInstanceOf(Validation.Valid.class);
    }

    @Test
    void should_leave_null_what_an_inc_answer_lacks_so_that_the_validator_refuses_it() throws IOException {
        String user =
                "{\"name\":{\"title\":\"Mr\",\"first\":\"Elmar\",\"last\":\"Breman\"},\"login\":{\"username\":\"x\","
                        + "\"uuid\":\"31097118-7368-47b8-b44b-43ede04fc3e5\"},\"email\":\"e@example.com\"}";

        UserRecord record = onlyUser(user, "1.4");

        assertThat(record.address()).isNull();
        assertThat(UserRecordValidator.validate(record)).isEqualTo(new Validation.Invalid("gender is missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "7", "[]", "\"text\"", "{}", "{\"name\":[],\"login\":\"x\",\"location\":{\"street\":[]}}"
            })
    void should_read_on_over_a_user_of_a_strange_shape(String user) throws IOException {
        assertThat(onlyUser(user, "1.4").id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"error\":\"Uh oh, something has gone wrong.\"}; answered the error 'Uh oh, something has gone wrong.'",
                "{\"info\":{\"version\":\"1.4\"}}; answered without results",
                "{\"results\":7,\"info\":{\"version\":\"1.4\"}}; answered without results",
                "{\"results\":[],\"info\":{\"version\":\"1.4\"}}; gave 0 users instead of 1",
                "{\"results\":[{}]}; answered without saying its version",
                "[]; answered JSON that is not an object",
                "null; answered JSON that is not an object",
                "<html>; answered something that is not JSON",
                "{\"results\":[{}],}; answered something that is not JSON",
                "{\"results\":[NaN]}; answered something that is not JSON",
                "{} {}; answered something that is not JSON",
                "{'results':[]}; answered something that is not JSON"
            })
    void should_ask_again_after(String answer, String sentence) {
        ApiException refusal = refusal(ONE_USER, "1.4", answer);

        assertThat(refusal).hasMessage(sentence);
        assertThat(refusal.isPassing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "other, 2, 1, answered for seed other where pipeline was asked for",
        "pipeline, 1, 1, answered for page 1 where 2 was asked for",
        "pipeline, 2, 9, answered for results 9 where 1 was asked for"
    })
    void should_ask_again_after_the_answer_to_another_question(String seed, int page, int results, String sentence) {
        String answer = Answers.page(seed, page, results, "1.4", Answers.user14());

        assertThat(refusal(ONE_USER, "1.4", answer)).hasMessage(sentence);
    }

    @Test
    void should_ask_again_after_more_users_than_asked_for() {
        String answer = Answers.page("pipeline", 2, 1, "1.4", Answers.user14() + "," + Answers.user14());

        assertThat(refusal(ONE_USER, "1.4", answer)).hasMessage("answered more than the 1 users asked for");
    }

    @Test
    void should_ask_again_after_the_single_user_that_an_excessive_page_brings() {
        PageRequest many = new PageRequest("pipeline", 2, 5_000, List.of());

        assertThat(refusal(many, "1.4", Answers.page("pipeline", 2, 5_000, "1.4", Answers.user14())))
                .hasMessage("gave 1 users instead of 5000");
    }

    @Test
    void should_refuse_users_of_a_nationality_that_was_not_asked_for() {
        PageRequest french = new PageRequest("pipeline", 2, 1, List.of("FR", "US"));

        ApiException refusal = refusal(french, "1.4", Answers.page("pipeline", 2, 1, "1.4", Answers.user14()));

        assertThat(refusal)
                .hasMessage("gave a user of nationality IE where FR,US was asked for: does it know them all?");
        assertThat(refusal.status()).isEqualTo(ExitStatus.BAD_SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"results\":", "{\"results\":[", "{\"info\":", "{\"error\":[", "{\"results\":[{\"x\":"})
    void should_ask_again_after_what_is_nested_too_deep(String level) {
        assertThat(refusal(ONE_USER, "1.4", level.repeat(100_000))).hasMessage("answered something that is not JSON");
    }

    @Test
    void should_let_an_early_end_through_as_such() {
        String answer = Answers.page("pipeline", 2, 1, "1.4", Answers.user14());
        String cut = answer.substring(0, answer.indexOf("\"email\""));

        assertThatThrownBy(() -> new PageReader(ONE_USER, "1.4").read(new StringReader(cut)))
                .isInstanceOf(EOFException.class);
    }

    private static UserRecord onlyUser(String user, String version) throws IOException {
        String answer = Answers.page("pipeline", 2, 1, version, user);
        return new PageReader(ONE_USER, version)
                .read(new StringReader(answer))
                .users()
                .get(0);
    }

    private static ApiException refusal(PageRequest request, String version, String answer) {
        return catchThrowableOfType(
                ApiException.class, () -> new PageReader(request, version).read(new StringReader(answer)));
    }
}
