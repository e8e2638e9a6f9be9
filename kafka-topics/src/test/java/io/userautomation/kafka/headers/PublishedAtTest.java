package io.userautomation.kafka.headers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedAtTest {

    private static final long SENT = 1_790_000_002_000L;
    private static final String EARLIER = "1790000001000";
    private static final Map<String, String> REPLAY = Map.of(
            "published_at", EARLIER,
            "replays", "1",
            "replay_of", "users_created.dlq/0/5",
            "replay_origin", "users_created/3/17");

    @Test
    void should_be_the_header_s_moment_on_a_replayed_dead_letter() {
        assertThat(ofRecord(REPLAY)).isEqualTo(1_790_000_001_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replays", "replay_of", "replay_origin", "published_at"})
    void should_be_the_record_s_moment_when_one_of_the_replay_s_headers_is_missing(String missing) {
        Map<String, String> headers = new HashMap<>(REPLAY);
        headers.remove(missing);

        assertThat(ofRecord(headers)).isEqualTo(SENT);
    }

    @ParameterizedTest
    @CsvSource({
        "replays, 0",
        "replays, many",
        "replay_of, somewhere",
        "replay_of, users_created.dlq/0/-1",
        "replay_origin, 17",
        "replay_origin, ''"
    })
    void should_be_the_record_s_moment_when_what_looks_like_a_replay_is_none(String header, String value) {
        Map<String, String> headers = new HashMap<>(REPLAY);
        headers.put(header, value);

        assertThat(ofRecord(headers)).isEqualTo(SENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1790000002001",
                "999999999999999",
                "9999999999999999999999",
                "1790000001",
                "0",
                "946684799999",
                "",
                "soon",
                "-5",
                " 1790000001000",
                "1790000001000.5"
            })
    void should_be_the_record_s_moment_when_the_header_is_later_or_no_time(String value) {
        Map<String, String> headers = new HashMap<>(REPLAY);
        headers.put("published_at", value);

        assertThat(ofRecord(headers)).isEqualTo(SENT);
        assertThat(PublishedAt.ofDeadLetter(value.getBytes(UTF_8), SENT)).isEqualTo(SENT);
    }

    @Test
    void should_be_what_a_dead_letter_says_of_its_record() {
        assertThat(PublishedAt.ofDeadLetter(EARLIER.getBytes(UTF_8), SENT)).isEqualTo(1_790_000_001_000L);
        assertThat(PublishedAt.ofDeadLetter(null, SENT)).isEqualTo(SENT);
    }

    private static long ofRecord(Map<String, String> headers) {
        return PublishedAt.ofRecord(
                name -> headers.containsKey(name) ? headers.get(name).getBytes(UTF_8) : null, SENT);
    }
}
