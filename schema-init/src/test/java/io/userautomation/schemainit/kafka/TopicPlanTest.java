package io.userautomation.schemainit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.settings.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pinned: brokers hold these values, and an existing topic is not changed when the code is. */
class TopicPlanTest {

    private static final TopicSettings SETTINGS = new TopicSettings("u", "u.dlq", "u.runs", 4, 3);

    @Test
    void should_plan_the_topics() {
        List<TopicPlan> plans = TopicPlan.of(SETTINGS, Duration.ofDays(30));

        assertThat(plans)
                .containsExactly(
                        new TopicPlan(
                                "u",
                                4,
                                3,
                                Map.of(
                                        "cleanup.policy", "delete",
                                        "retention.ms", "604800000",
                                        "max.message.bytes", "1048588",
                                        "message.timestamp.after.max.ms", "3600000",
                                        "message.timestamp.before.max.ms", "7200000",
                                        "min.insync.replicas", "2")),
                        new TopicPlan(
                                "u.dlq",
                                1,
                                3,
                                Map.of(
                                        "cleanup.policy", "delete",
                                        "retention.ms", "2592000000",
                                        "max.message.bytes", "2097152",
                                        "min.insync.replicas", "2")),
                        new TopicPlan(
                                "u.runs",
                                1,
                                3,
                                Map.of(
                                        "cleanup.policy", "compact,delete",
                                        "retention.ms", "2592000000",
                                        "message.timestamp.type", "LogAppendTime",
                                        "segment.ms", "3600000",
                                        "min.insync.replicas", "2")),
                        new TopicPlan(
                                "u.owners",
                                1,
                                3,
                                Map.of(
                                        "cleanup.policy", "delete",
                                        "retention.ms", "-1",
                                        "min.insync.replicas", "2")));
    }

    @Test
    void should_bound_topics_of_an_older_release_and_leave_what_an_operator_has_set() {
        // given
        List<TopicPlan> plans = TopicPlan.of(SETTINGS, Duration.ofDays(30));
        TopicState oldUsers = new TopicState(4, 3, Map.of("message.timestamp.before.max.ms", "9223372036854775807"));
        TopicState setUsers = new TopicState(4, 3, Map.of("message.timestamp.before.max.ms", "86400000"));
        TopicState oldRuns = new TopicState(1, 3, Map.of("cleanup.policy", "compact", "retention.ms", "604800000"));
        TopicState setRuns =
                new TopicState(1, 3, Map.of("cleanup.policy", "compact,delete", "retention.ms", "1209600000"));

        // then
        assertThat(plans.get(0).missingBounds(oldUsers))
                .containsOnly(Map.entry("message.timestamp.before.max.ms", "7200000"));
        assertThat(plans.get(0).missingBounds(setUsers)).isEmpty();
        assertThat(plans.get(1).missingBounds(oldUsers)).isEmpty();
        assertThat(plans.get(2).missingBounds(oldRuns))
                .containsOnly(
                        Map.entry("cleanup.policy", "compact,delete"),
                        Map.entry("retention.ms", "2592000000"),
                        Map.entry("message.timestamp.type", "LogAppendTime"));
        assertThat(plans.get(2).missingBounds(setRuns)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "4,3", "5,3", "9,5"})
    void should_let_one_broker_of_three_or_more_be_down(int replicas, int inSync) {
        assertThat(TopicPlan.inSyncReplicas(replicas)).isEqualTo(inSync);
    }
}
