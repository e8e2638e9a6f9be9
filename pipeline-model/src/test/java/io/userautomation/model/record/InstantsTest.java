package io.userautomation.model.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The shape that the API writes is read by code of ours: the library's is what it must agree with. */
    @Test
    void should_agree_with_the_library_on_every_text_of_the_usual_shape() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String text = "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ"
                    .formatted(
                            1890 + random.nextInt(220),
                            random.nextInt(14),
                            random.nextInt(33),
                            random.nextInt(26),
                            random.nextInt(62),
                            random.nextInt(62),
                            random.nextInt(1_000));
            assertThat(Instants.parse(text)).as(text).isEqualTo(byTheLibrary(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1990-12-31T23:59:60.000Z",
                "1990-12-31T24:00:00.000Z",
                "2000-02-29T00:00:00.000Z",
                "1900-02-29T00:00:00.000Z",
                "1990-12-31t23:59:59.000z",
                "1990-12-31T23:59:59,000Z",
                "199٠-12-31T23:59:59.000Z",
                "1990-12-31T23:59:59.000+",
                "1990-12-31T23:59:59.0000"
            })
    void should_agree_with_the_library_at_the_edges(String text) {
        assertThat(Instants.parse(text)).isEqualTo(byTheLibrary(text));
    }

    private static Optional<Instant> byTheLibrary(String text) {
        try {
            Instant instant = Instant.parse(text);
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year < 1900 || year > 2100 ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
