package io.userautomation.schemainit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.settings.TopicSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicDifferencesTest {

    private static final List<TopicPlan> PLANS =
            TopicPlan.of(new TopicSettings("u", "u.dlq", "u.runs", 4, 2), Duration.ofDays(30));
    private static final TopicPlan USERS = PLANS.get(0);
    private static final TopicPlan DEAD_LETTERS = PLANS.get(1);
    private static final TopicPlan RUNS = PLANS.get(2);
    private static final TopicPlan OWNERS = PLANS.get(3);

    @Test
    void should_find_none_in_a_topic_made_as_planned() {
        assertThat(between(USERS, state(USERS, 4, 2, Map.of()))).isEmpty();
    }

    @Test
    void should_adopt_more_partitions_more_replicas_and_another_retention() {
        assertThat(between(USERS, state(USERS, 12, 3, Map.of("retention.ms", "-1"))))
                .isEmpty();
    }

    @Test
    void should_say_how_to_add_partitions() {
        assertThat(between(USERS, state(USERS, 2, 2, Map.of())))
                .containsExactly("topic u has 2 partition(s), USERS_TOPIC_PARTITIONS asks for 4: run schema-init"
                        + " --repair to add them, or set USERS_TOPIC_PARTITIONS=2");
    }

    @Test
    void should_say_how_to_live_with_fewer_replicas() {
        assertThat(between(USERS, state(USERS, 4, 1, Map.of())))
                .containsExactly("topic u has 1 replica(s), KAFKA_REPLICATION_FACTOR asks for 2: give it more with"
                        + " Kafka's kafka-reassign-partitions, or set KAFKA_REPLICATION_FACTOR=1");
    }

    @Test
    void should_refuse_a_runs_topic_that_forgets() {
        assertThat(between(RUNS, state(RUNS, 1, 2, Map.of("cleanup.policy", "delete"))))
                .containsExactly("topic u.runs has cleanup.policy=delete, expected compact,delete: run schema-init"
                        + " --repair to set cleanup.policy=compact,delete and message.timestamp.type=LogAppendTime"
                        + " and retention.ms=2592000000");
    }

    @Test
    void should_take_the_policies_of_the_runs_topic_in_any_order() {
        assertThat(between(RUNS, state(RUNS, 1, 2, Map.of("cleanup.policy", "delete,compact"))))
                .isEmpty();
    }

    @Test
    void should_refuse_a_second_partition_of_the_owners_topic_alone() {
        assertThat(TopicDifferences.betweenOwners(OWNERS, state(OWNERS, 1, 3, Map.of())))
                .isEmpty();
        assertThat(TopicDifferences.betweenOwners(OWNERS, state(OWNERS, 3, 2, Map.of())))
                .containsExactly(TopicDifference.beyondRepair(
                        "u.owners",
                        "topic u.owners has 3 partitions, expected 1, which one driver holds at a time: stop the"
                                + " drivers, delete the topic, which holds no record, and run schema-init"));
    }

    @Test
    void should_refuse_a_users_topic_that_drops_older_versions() {
        assertThat(between(USERS, state(USERS, 4, 2, Map.of("cleanup.policy", "compact"))))
                .singleElement()
                .asString()
                .startsWith("topic u has cleanup.policy=compact, expected delete: run ");
    }

    @Test
    void should_refuse_a_topic_that_no_write_can_succeed_on() {
        assertThat(between(USERS, state(USERS, 4, 2, Map.of("min.insync.replicas", "3"))))
                .singleElement()
                .asString()
                .startsWith("topic u has min.insync.replicas=3 but 2 replica(s), so no write can succeed: run ")
                .endsWith("min.insync.replicas=1");
    }

    @Test
    void should_refuse_a_users_topic_that_takes_records_from_any_future() {
        assertThat(between(
                        USERS,
                        state(USERS, 4, 2, Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)))))
                .singleElement()
                .asString()
                .startsWith("topic u has message.timestamp.after.max.ms=9223372036854775807, so a record from a clock")
                .endsWith("message.timestamp.after.max.ms=3600000");
    }

    @Test
    void should_want_more_room_in_the_dead_letters_than_in_the_users() {
        TopicState users = state(USERS, 4, 2, Map.of("max.message.bytes", "5000000"));
        TopicState deadLetters = state(DEAD_LETTERS, 1, 2, Map.of("max.message.bytes", "5000000"));

        assertThat(betweenLimits(users, deadLetters))
                .singleElement()
                .asString()
                .startsWith("topic u.dlq has max.message.bytes=5000000, expected more than the 5000000 of topic u")
                .endsWith("max.message.bytes=10000000");
    }

    @Test
    void should_find_the_planned_limits_fitting() {
        TopicState users = state(USERS, 4, 2, Map.of());
        TopicState deadLetters = state(DEAD_LETTERS, 1, 2, Map.of());

        assertThat(betweenLimits(users, deadLetters)).isEmpty();
    }

    @Test
    void should_know_what_mends_each_difference_but_too_few_replicas() {
        List<TopicDifference> found = TopicDifferences.between(
                USERS, state(USERS, 2, 1, Map.of("cleanup.policy", "compact", "min.insync.replicas", "2")));

        assertThat(found).extracting(TopicDifference::partitions).containsExactly(4, 0, 0, 0);
        assertThat(found)
                .extracting(TopicDifference::configs)
                .containsExactly(
                        Map.of(), Map.of(), Map.of("cleanup.policy", "delete"), Map.of("min.insync.replicas", "1"));
    }

    @Test
    void should_make_the_dead_letters_roomy_enough_for_a_users_topic_that_was_there() {
        assertThat(DEAD_LETTERS.withRoomFor(5_000_000).configs()).containsEntry("max.message.bytes", "10000000");
        assertThat(DEAD_LETTERS.withRoomFor(1_048_588)).isEqualTo(DEAD_LETTERS);
        assertThat(RUNS.withRoomFor(5_000_000)).isEqualTo(RUNS);
    }

    private static List<String> between(TopicPlan plan, TopicState state) {
        return sentences(TopicDifferences.between(plan, state));
    }

    private static List<String> betweenLimits(TopicState users, TopicState deadLetters) {
        return sentences(TopicDifferences.betweenLimits(USERS, users, DEAD_LETTERS, deadLetters));
    }

    private static List<String> sentences(List<TopicDifference> differences) {
        return differences.stream().map(TopicDifference::sentence).toList();
    }

    private static TopicState state(TopicPlan plan, int partitions, int replicas, Map<String, String> others) {
        Map<String, String> configs = new HashMap<>(plan.configs());
        configs.putAll(others);
        return new TopicState(partitions, replicas, configs);
    }
}
