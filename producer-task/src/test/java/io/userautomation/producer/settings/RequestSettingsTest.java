package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.model.runs.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSettingsTest {

    private static final RunRequest STORED = new RunRequest(10_000L, null, null, 5_000, List.of("FR", "US"), "1.4");

    private static final Map<String, String> EVERYTHING = Map.of(
            "PRODUCER_USERS", "7",
            "PRODUCER_DURATION", "2m",
            "PRODUCER_RATE", "12.5",
            "PRODUCER_PAGE_SIZE", "3",
            "PRODUCER_NATIONALITIES", "us, fr,US",
            "PRODUCER_SEED", "Pipeline");

    @Test
    void should_leave_everything_out_by_default() {
        assertThat(read(Map.of()))
                .isEqualTo(new RequestSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void should_read_every_value() {
        assertThat(read(EVERYTHING))
                .isEqualTo(new RequestSettings(
                        Optional.of(7L),
                        Optional.of(Duration.ofMinutes(2)),
                        Optional.of(12.5),
                        Optional.of(3),
                        List.of("FR", "US"),
                        Optional.of("Pipeline")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000000001", "many", "1.5"})
    void should_refuse_a_number_of_users(String value) {
        assertThat(problem("PRODUCER_USERS", value))
                .isEqualTo("PRODUCER_USERS (--users) is '%s': must be a whole number from 1 to 1000000000"
                        .formatted(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "169h", "soon", "60"})
    void should_refuse_a_duration(String value) {
        assertThat(problem("PRODUCER_DURATION", value))
                .startsWith("PRODUCER_DURATION (--duration) is '")
                .endsWith("': must be whole seconds from 1s to 168h, such as 60s, 5m or PT1H");
    }

    @Test
    void should_refuse_a_duration_with_a_fraction() {
        assertThat(problem("PRODUCER_DURATION", "1500ms")).contains("must be whole seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.0", "0.05", "1000001.0", "NaN", "fast"})
    void should_refuse_a_rate(String value) {
        assertThat(problem("PRODUCER_RATE", value))
                .startsWith("PRODUCER_RATE (--rate) is '")
                .endsWith("': must be a number from 0.1 to 1000000, or 0 for no limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5001", "big"})
    void should_refuse_a_page_size(String value) {
        assertThat(problem("PRODUCER_PAGE_SIZE", value))
                .isEqualTo("PRODUCER_PAGE_SIZE (--page-size) is '%s': must be a whole number from 1 to 5000"
                        .formatted(value));
    }

    @Test
    void should_refuse_a_nationality_that_the_api_would_answer_without_a_filter() {
        assertThat(problem("PRODUCER_NATIONALITIES", "us,xx"))
                .isEqualTo("PRODUCER_NATIONALITIES (--nat) is 'US,XX': must be a comma-separated list of AU, BR, CA,"
                        + " CH, DE, DK, ES, FI, FR, GB, IE, IN, IR, MX, NL, NO, NZ, RS, TR, UA and US");
    }

    @Test
    void should_take_each_of_the_21_nationalities() {
        String all = "au,br,ca,ch,de,dk,es,fi,fr,gb,ie,in,ir,mx,nl,no,nz,rs,tr,ua,us";

        assertThat(read(Map.of("PRODUCER_NATIONALITIES", all)).nationalities()).hasSize(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc1", "with space", "abcdefghijklmnopqr", "ünlaut"})
    void should_refuse_a_seed(String value) {
        assertThat(problem("PRODUCER_SEED", value))
                .isEqualTo("PRODUCER_SEED (--seed) is '%s': must be 1 to 64 letters a-z or A-Z, but not 18 of them,"
                                .formatted(value)
                        + " which the API takes for something else");
    }

    @Test
    void should_report_all_problems_together() {
        assertThatThrownBy(() -> read(Map.of("PRODUCER_USERS", "0", "PRODUCER_RATE", "x", "PRODUCER_SEED", "a1")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("3 settings", "PRODUCER_USERS", "PRODUCER_RATE", "PRODUCER_SEED");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 10", "5000, 5000", "10000, 5000", "10200, 3400", "12001, 4001"})
    void should_make_equal_pages_of_a_new_run(long users, int pageSize) {
        RequestSettings settings = read(Map.of("PRODUCER_USERS", String.valueOf(users)));

        assertThat(settings.opened("1.4").pageSize()).isEqualTo(pageSize);
    }

    @Test
    void should_open_a_run_of_ten_thousand_users_by_default() {
        assertThat(read(Map.of()).opened("1.4"))
                .isEqualTo(new RunRequest(10_000L, null, null, 5_000, List.of(), "1.4"));
    }

    @Test
    void should_open_a_run_that_only_its_duration_bounds() {
        assertThat(read(Map.of("PRODUCER_DURATION", "60s", "PRODUCER_RATE", "0"))
                        .opened("1.4"))
                .isEqualTo(new RunRequest(null, 60L, null, 5_000, List.of(), "1.4"));
    }

    @Test
    void should_keep_the_stored_request_where_nothing_is_given() {
        assertThat(read(Map.of()).reopened("x", STORED, "seed", "1.4")).isEqualTo(STORED);
    }

    @Test
    void should_let_users_duration_and_rate_change_in_a_reopened_run() {
        Map<String, String> given =
                Map.of("PRODUCER_USERS", "20", "PRODUCER_RATE", "5", "PRODUCER_NATIONALITIES", "us,fr");

        assertThat(read(given).reopened("x", STORED, "seed", "1.4"))
                .isEqualTo(new RunRequest(20L, null, 5.0, 5_000, List.of("FR", "US"), "1.4"));
    }

    @Test
    void should_take_the_seed_that_a_run_was_first_opened_with() {
        Map<String, String> given = Map.of("PRODUCER_SEED", "harvest");
        String stored = RunSeed.derive("harvest", STORED);

        assertThat(read(given).reopened("x", STORED, stored, "1.4")).isEqualTo(STORED);
    }

    @Test
    void should_take_the_seed_of_a_run_that_an_older_release_opened_with_the_seed_itself() {
        Map<String, String> given = Map.of("PRODUCER_SEED", "harvest");

        assertThat(read(given).reopened("x", STORED, "harvest", "1.4")).isEqualTo(STORED);
    }

    @Test
    void should_refuse_a_reopened_run_of_other_persons_naming_each_difference() {
        Map<String, String> given =
                Map.of("PRODUCER_PAGE_SIZE", "10", "PRODUCER_NATIONALITIES", "de", "PRODUCER_SEED", "other");

        assertThatThrownBy(() -> read(given).reopened("x", STORED, "seed", "1.3"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("4 settings can't be used")
                .hasMessageContaining(
                        "PRODUCER_PAGE_SIZE (--page-size) is '10': must be 5000, as when run x was first opened")
                .hasMessageContaining("PRODUCER_NATIONALITIES (--nat) is 'DE': must be FR,US, as when")
                .hasMessageContaining("PRODUCER_SEED (--seed) is 'other': must be seed, as when")
                .hasMessageContaining("RANDOM_USER_API_URL (--api-url) is 'of version 1.3': must be 1.4, as when");
    }

    private static RequestSettings read(Map<String, String> variables) {
        return Read.of(RequestSettings::from, variables);
    }

    private static String problem(String variable, String value) {
        return Read.problem(RequestSettings::from, variable, value);
    }
}
