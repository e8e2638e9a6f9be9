package io.userautomation.producer.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.model.runs.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DeadlineCheckTest {

    private final DeadlineCheck own = new DeadlineCheck(Duration.ofHours(13), OptionalDouble.empty());
    private final DeadlineCheck open = new DeadlineCheck(Duration.ofHours(13), OptionalDouble.of(65));

    @Test
    void should_take_what_can_be_done_in_time() {
        for (RunRequest request : List.of(
                request(10_000L, null, null),
                request(1_000_000_000L, null, null),
                request(46_799L, null, 1.0),
                request(10_000L, 3_600L, 0.1),
                request(null, 46_799L, 0.1))) {
            assertThat(own.require(request)).isSameAs(request);
        }
        assertThat(open.require(request(3_041_999L, null, null)).users()).isEqualTo(3_041_999L);
    }

    @Test
    void should_refuse_a_rate_at_which_the_users_take_longer() {
        refuses(
                own,
                request(10_000L, null, 0.2),
                "PRODUCER_RATE (--rate) is '0.2': must be more than 0.2137: 10000 users / 0.2 per second = 13h53m20s,"
                        + " and PRODUCER_DEADLINE (--deadline) is 13h");
        refuses(own, request(46_800L, null, 1.0), "must be more than 1:");
    }

    @Test
    void should_refuse_more_users_than_the_public_api_gives_in_time() {
        refuses(
                open,
                request(3_042_000L, null, null),
                "PRODUCER_USERS (--users) is '3042000': must be at most 3041999 at the pace of randomuser.me:"
                        + " 3042000 users / 65 per second = 13h");
    }

    @Test
    void should_refuse_a_duration_that_the_deadline_cuts_off() {
        refuses(
                own,
                request(null, 46_800L, null),
                "PRODUCER_DURATION (--duration) is '46800s': must be shorter than PRODUCER_DEADLINE (--deadline), which"
                        + " is 13h");
        refuses(own, request(1_000_000L, 50_000L, 0.1), "PRODUCER_DURATION");
    }

    private static void refuses(DeadlineCheck check, RunRequest request, String sentence) {
        assertThatThrownBy(() -> check.require(request))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(sentence);
    }

    private static RunRequest request(Long users, Long seconds, Double rate) {
        return new RunRequest(users, seconds, rate, 5_000, List.of(), "1.4");
    }
}
