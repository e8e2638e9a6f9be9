package io.userautomation.contract.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstantsTest {

    @Test
    void should_read_offsets_as_utc_and_cut_to_milliseconds() {
        assertThat(Instants.parse("1993-07-20T09:44:18.674999+02:00"))
                .contains(Instant.parse("1993-07-20T07:44:18.674Z"));
    }

    @Test
    void should_judge_the_year_in_utc() {
        assertThat(Instants.parse("1900-01-01T00:30:00+01:00")).isEmpty();
    }
}
