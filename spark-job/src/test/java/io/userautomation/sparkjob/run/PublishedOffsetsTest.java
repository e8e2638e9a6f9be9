package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;

class PublishedOffsetsTest {

    private final List<String> commits = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean refused;
    private int asked;
    private long now;
    private final PublishedOffsets offsets = new PublishedOffsets(
            (group, committed) -> {
                asked++;
                if (refused) {
                    throw new UnknownMemberIdException();
                }
                commits.add(group + " " + committed);
            },
            () -> now,
            warnings::add);

    @Test
    void should_publish_what_is_new_once() throws Exception {
        offsets.publish("postgres", Map.of(0, 7L));
        offsets.publish("postgres", Map.of(0, 7L));
        offsets.publish("postgres", Map.of(0, 9L));

        assertThat(commits).containsExactly("user_automation.postgres {0=7}", "user_automation.postgres {0=9}");
    }

    @Test
    void should_say_once_in_a_while_that_a_consumer_sits_in_the_group_and_try_rarely() throws Exception {
        refused = true;

        for (int look = 0; look < 4 * 60 * 15; look++) {
            offsets.publish("postgres", Map.of(0, (long) look + 1));
            now += Duration.ofMillis(250).toNanos();
        }

        assertThat(warnings).hasSize(2).allSatisfy(warning -> assertThat(warning)
                .contains("group=user_automation.postgres")
                .contains("give that one another group"));
        assertThat(asked).isEqualTo(90);
    }

    @Test
    void should_publish_again_when_the_consumer_has_left() throws Exception {
        refused = true;
        offsets.publish("postgres", Map.of(0, 7L));
        refused = false;
        now += Duration.ofSeconds(10).toNanos();

        offsets.publish("postgres", Map.of(0, 7L));

        assertThat(commits).containsExactly("user_automation.postgres {0=7}");
    }
}
