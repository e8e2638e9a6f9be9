package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunSeedTest {

    private static final RunId RUN = new RunId("manual__2026-01-01T00:00:00+00:00");
    private static final RunRequest REQUEST = request(5_000, "1.4", "FR", "US");

    @Test
    void should_never_change_since_a_repeated_run_must_find_its_users_again() {
        assertThat(RunSeed.derive(RUN.value(), REQUEST)).isEqualTo("fhpadpcwvhpddpaltlviaozv");
    }

    @Test
    void should_be_letters_only_and_not_eighteen() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(RunSeed.derive("run-" + i, REQUEST)).matches("[a-z]{24}");
        }
    }

    @Test
    void should_depend_on_all_that_decides_who_stands_behind_an_id() {
        Set<String> seeds = Stream.of(
                        RunSeed.derive(RUN.value(), REQUEST),
                        RunSeed.derive("other", REQUEST),
                        RunSeed.derive(RUN.value(), request(4_999, "1.4", "FR", "US")),
                        RunSeed.derive(RUN.value(), request(5_000, "1.3", "FR", "US")),
                        RunSeed.derive(RUN.value(), request(5_000, "1.4", "FR")),
                        RunSeed.derive(RUN.value(), request(5_000, "1.4")))
                .collect(Collectors.toSet());

        assertThat(seeds).hasSize(6);
    }

    @Test
    void should_not_depend_on_how_many_how_long_and_how_fast() {
        RunRequest other = new RunRequest(1L, 60L, 5.0, 5_000, List.of("FR", "US"), "1.4");

        assertThat(RunSeed.derive(RUN.value(), other)).isEqualTo(RunSeed.derive(RUN.value(), REQUEST));
    }

    @Test
    void should_mix_a_seed_that_was_given_with_what_a_derived_one_is() {
        // when
        Set<String> seeds = Stream.of(
                        given("harvest", REQUEST),
                        given("Harvest", REQUEST),
                        given("harvest", request(4_999, "1.4", "FR", "US")),
                        given("harvest", request(5_000, "1.4 gender=female", "FR", "US")),
                        given("harvest", request(5_000, "1.4", "FR")))
                .collect(Collectors.toSet());

        // then
        assertThat(seeds).hasSize(5).doesNotContain("harvest").allMatch(seed -> seed.matches("[a-z]{24}"));
    }

    @Test
    void should_make_the_same_of_a_given_seed_whatever_the_run() {
        assertThat(given("harvest", REQUEST))
                .isEqualTo(RunSeed.of(new RunId("other"), asked("harvest"), REQUEST))
                .isEqualTo(given("harvest", new RunRequest(1L, 60L, 5.0, 5_000, List.of("FR", "US"), "1.4")))
                .isEqualTo("xbzfnawwotsuhkenztcbzafx");
    }

    private static String given(String seed, RunRequest request) {
        return RunSeed.of(RUN, asked(seed), request);
    }

    private static RequestSettings asked(String seed) {
        return Read.of(RequestSettings::from, Map.of("PRODUCER_SEED", seed));
    }

    private static RunRequest request(int pageSize, String version, String... nationalities) {
        return new RunRequest(10_000L, null, null, pageSize, List.of(nationalities), version);
    }
}
