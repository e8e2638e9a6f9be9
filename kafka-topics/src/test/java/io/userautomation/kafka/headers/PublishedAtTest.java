package io.userautomation.kafka.headers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedAtTest {

    @Test
    void should_be_the_header_s_moment_when_it_is_earlier_than_the_record() {
        assertThat(PublishedAt.millis("1000".getBytes(UTF_8), 2_000)).isEqualTo(1_000);
    }

    @Test
    void should_be_the_record_s_moment_when_it_has_no_header() {
        assertThat(PublishedAt.millis(null, 2_000)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001", "999999999999999", "9999999999999999999999", "", "soon", "-5", " 7", "1.5"})
    void should_be_the_record_s_moment_when_the_header_is_later_or_no_number(String header) {
        assertThat(PublishedAt.millis(header.getBytes(UTF_8), 2_000)).isEqualTo(2_000);
    }
}
