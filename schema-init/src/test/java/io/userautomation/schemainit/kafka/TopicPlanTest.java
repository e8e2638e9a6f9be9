package io.userautomation.schemainit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.settings.TopicSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pinned: brokers hold these values, and an existing topic is not changed when the code is. */
class TopicPlanTest {

    private static final TopicSettings SETTINGS = new TopicSettings("u", "u.dlq", "u.runs", 4, 3);

    @Test
    void should_plan_the_three_topics() {
        List<TopicPlan> plans = TopicPlan.of(SETTINGS);

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
                                        "cleanup.policy", "compact",
                                        "segment.ms", "3600000",
                                        "min.insync.replicas", "2")));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "4,3", "5,3", "9,5"})
    void should_let_one_broker_of_three_or_more_be_down(int replicas, int inSync) {
        assertThat(TopicPlan.inSyncReplicas(replicas)).isEqualTo(inSync);
    }
}
