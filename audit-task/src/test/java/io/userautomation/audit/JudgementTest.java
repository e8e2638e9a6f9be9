package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {

    private static final RunRange RANGE = new RunRange(Map.of(0, new Span(0, 100, 0, 100)));
    private static final Map<String, Long> CAUGHT_UP = Map.of("cassandra", 0L, "postgres", 0L);
    private static final StoreEvidence ALL_STORED = new StoreEvidence(100, 0, 0, 0, List.of(), List.of());
    private static final Evidence GOOD = evidence(100, 0, 0, ALL_STORED);
    private static final RunManifest COMPLETED =
            Runs.closed(100L, RunOutcome.COMPLETED, new PublishCounts(100, 100, 0, 0));

    @Test
    void should_have_nothing_to_say_of_a_good_run() {
        assertThat(findings(COMPLETED, GOOD)).isEmpty();
    }

    @Test
    void should_accept_a_run_that_declares_how_much_it_fell_short() {
        assertThat(findings(Runs.closed(150L, RunOutcome.COMPLETED, new PublishCounts(100, 100, 0, 50)), GOOD))
                .isEmpty();
    }

    @Test
    void should_ask_for_no_number_of_users_where_the_duration_bounded_the_run() {
        assertThat(findings(Runs.closed(null, RunOutcome.COMPLETED, new PublishCounts(100, 100, 0, 0)), GOOD))
                .isEmpty();
    }

    @Test
    void should_refuse_a_run_that_fell_short_without_a_word() {
        assertThat(findings(Runs.closed(150L, RunOutcome.COMPLETED, new PublishCounts(100, 100, 0, 0)), GOOD))
                .containsExactly("150 users were asked for, but 100 were fetched and 0 declared short");
    }

    @Test
    void should_refuse_a_run_that_did_not_complete() {
        assertThat(findings(Runs.closed(100L, RunOutcome.FAILED, new PublishCounts(100, 100, 0, 0)), GOOD))
                .containsExactly(
                        "publishing did not complete (outcome failed): run publish_users again, from open_run on");
    }

    @Test
    void should_refuse_a_run_that_nobody_tried_to_publish() {
        assertThat(findings(Runs.closed(100L, RunOutcome.FAILED, PublishCounts.NONE), evidence(0, 0, 0, nothing())))
                .contains("no user was published");
    }

    @Test
    void should_refuse_fewer_users_on_the_topic_than_were_acknowledged() {
        assertThat(findings(COMPLETED, evidence(99, 0, 0, new StoreEvidence(99, 0, 0, 0, List.of(), List.of()))))
                .containsExactly("100 users were acknowledged, but only 99 distinct ones are on the topic");
    }

    @Test
    void should_call_expired_what_is_gone_and_not_miss_it() {
        assertThat(findings(COMPLETED, evidence(60, 0, 40, new StoreEvidence(60, 0, 0, 0, List.of(), List.of()))))
                .containsExactly("expired: 40 of the run's offsets are no longer in topic users_created, and can't be "
                        + "proven any more");
    }

    @Test
    void should_name_users_that_are_missing_or_different() {
        // given
        StoreEvidence spoilt = new StoreEvidence(97, 0, 1, 2, List.of("a"), List.of("b", "c"));

        // then
        assertThat(findings(COMPLETED, evidence(100, 0, 0, spoilt)))
                .containsExactly(
                        "1 user is missing in cassandra: a",
                        "2 users are different in cassandra: b, c",
                        "1 user is missing in postgres: a",
                        "2 users are different in postgres: b, c");
    }

    @Test
    void should_say_which_sink_is_behind_only_where_it_lacks_something() {
        // given
        StoreEvidence lacking = new StoreEvidence(99, 0, 1, 0, List.of("a"), List.of());
        Evidence evidence = new Evidence(100, 100, 0, 1, 0, List.of(), 0, 0, inOrder(ALL_STORED, lacking));

        // when
        List<String> findings =
                judgement("1").findings(COMPLETED, RANGE, evidence, Map.of("cassandra", 5L, "postgres", 6L));

        // then
        assertThat(findings)
                .containsExactly(
                        "1 user is missing in postgres: a",
                        "postgres is behind: run store_users again (consumer group user_automation.postgres is 6 "
                                + "offsets short of the run's end)");
    }

    @Test
    void should_hold_rejected_and_dead_lettered_users_against_the_budget() {
        // given
        RunManifest rejected = Runs.closed(101L, RunOutcome.COMPLETED, new PublishCounts(101, 100, 1, 0));
        Evidence evidence = evidence(100, 1, 0, ALL_STORED);

        // then
        assertThat(judgement("1.99").findings(rejected, RANGE, evidence, CAUGHT_UP))
                .isEmpty();
        assertThat(judgement("1.98").findings(rejected, RANGE, evidence, CAUGHT_UP))
                .containsExactly("2 users were rejected or dead-lettered of 101, which is over the budget of 1.98 %");
    }

    @Test
    void should_allow_exactly_the_budget() {
        assertThat(findings(COMPLETED, evidence(100, 1, 0, ALL_STORED))).isEmpty();
    }

    private static List<String> findings(RunManifest manifest, Evidence evidence) {
        return judgement("1").findings(manifest, RANGE, evidence, CAUGHT_UP);
    }

    private static Judgement judgement(String budget) {
        return new Judgement(
                new BigDecimal(budget),
                new TopicSettings("users_created", "users_created.dlq", "users_created.runs", 4, 1));
    }

    private static StoreEvidence nothing() {
        return new StoreEvidence(0, 0, 0, 0, List.of(), List.of());
    }

    private static Evidence evidence(long distinct, long deadLettered, long expired, StoreEvidence each) {
        return new Evidence(
                distinct,
                distinct,
                deadLettered,
                each.missing(),
                each.different(),
                List.of(),
                0,
                expired,
                inOrder(each, each));
    }

    /** As the audit has them: in the order of the run's stores. */
    private static Map<String, StoreEvidence> inOrder(StoreEvidence cassandra, StoreEvidence postgres) {
        Map<String, StoreEvidence> stores = new LinkedHashMap<>();
        stores.put("cassandra", cassandra);
        stores.put("postgres", postgres);
        return stores;
    }
}
