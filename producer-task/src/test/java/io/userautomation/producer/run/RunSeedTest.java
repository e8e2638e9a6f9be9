package io.userautomation.producer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunSeedTest {

    private static final RunId RUN = new RunId("manual__2026-01-01T00:00:00+00:00");
    private static final RunRequest REQUEST = request(5_000, "1.4", "FR", "US");

    @Test
    void should_never_change_since_a_repeated_run_must_find_its_users_again() {
        assertThat(RunSeed.derive(RUN, REQUEST)).isEqualTo("fhpadpcwvhpddpaltlviaozv");
    }

    @Test
    void should_be_letters_only_and_not_eighteen() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(RunSeed.derive(new RunId("run-" + i), REQUEST)).matches("[a-z]{24}");
        }
    }

    @Test
    void should_depend_on_all_that_decides_who_stands_behind_an_id() {
        Set<String> seeds = Stream.of(
                        RunSeed.derive(RUN, REQUEST),
                        RunSeed.derive(new RunId("other"), REQUEST),
                        RunSeed.derive(RUN, request(4_999, "1.4", "FR", "US")),
                        RunSeed.derive(RUN, request(5_000, "1.3", "FR", "US")),
                        RunSeed.derive(RUN, request(5_000, "1.4", "FR")),
                        RunSeed.derive(RUN, request(5_000, "1.4")))
                .collect(Collectors.toSet());

        assertThat(seeds).hasSize(6);
    }

    @Test
    void should_not_depend_on_how_many_how_long_and_how_fast() {
        RunRequest other = new RunRequest(1L, 60L, 5.0, 5_000, List.of("FR", "US"), "1.4");

        assertThat(RunSeed.derive(RUN, other)).isEqualTo(RunSeed.derive(RUN, REQUEST));
    }

    private static RunRequest request(int pageSize, String version, String... nationalities) {
        return new RunRequest(10_000L, null, null, pageSize, List.of(nationalities), version);
    }
}
