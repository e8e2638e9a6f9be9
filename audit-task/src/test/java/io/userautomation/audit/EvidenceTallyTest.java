package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.UserVersion;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvidenceTallyTest {

    private final EvidenceTally tally = new EvidenceTally(List.of("cassandra", "postgres"));

    @Test
    void should_count_a_user_once_that_both_sinks_lack() {
        // given
        add(Verdict.MISSING, Verdict.MISSING);
        add(Verdict.STORED, Verdict.MISSING);
        add(Verdict.DIFFERENT, Verdict.STORED);
        add(Verdict.STORED, Verdict.DEAD_LETTERED);

        // when
        Evidence evidence = tally.evidence(0);

        // then
        assertThat(evidence.distinct()).isEqualTo(4);
        assertThat(evidence.missing()).isEqualTo(2);
        assertThat(evidence.different()).isEqualTo(1);
        assertThat(evidence.deadLettered()).isEqualTo(1);
        StoreEvidence cassandra = evidence.stores().get("cassandra");
        assertThat(cassandra.stored()).isEqualTo(2);
        assertThat(cassandra.missing()).isEqualTo(1);
        assertThat(cassandra.different()).isEqualTo(1);
        StoreEvidence postgres = evidence.stores().get("postgres");
        assertThat(postgres.stored()).isEqualTo(1);
        assertThat(postgres.missing()).isEqualTo(2);
        assertThat(postgres.deadLettered()).isEqualTo(1);
    }

    @Test
    void should_name_no_more_than_ten() {
        // given
        for (int i = 0; i < 11; i++) {
            add(Verdict.MISSING, Verdict.DIFFERENT);
        }

        // when
        Evidence evidence = tally.evidence(0);

        // then
        assertThat(evidence.stores().get("cassandra").firstMissing()).hasSize(10);
        assertThat(evidence.stores().get("postgres").firstDifferent()).hasSize(10);
        assertThat(evidence.lacksIn("cassandra")).isTrue();
        assertThat(evidence.lacksIn("postgres")).isTrue();
    }

    @Test
    void should_lose_an_invalid_record_only_where_no_dead_letter_stands_for_it() {
        // given
        tally.addInvalid(new RunRecord(0, new UserVersion(1, 7), UUID.randomUUID(), null), true);
        tally.addInvalid(new RunRecord(2, new UserVersion(1, 8), UUID.randomUUID(), null), false);

        // when
        Evidence evidence = tally.evidence(0);

        // then
        assertThat(evidence.records()).isEqualTo(2);
        assertThat(evidence.distinct()).isZero();
        assertThat(evidence.deadLettered()).isEqualTo(1);
        assertThat(evidence.lostRecords()).isEqualTo(1);
        assertThat(evidence.lost()).containsExactly("2:8");
    }

    @Test
    void should_count_a_refused_user_once_however_often_it_was_published() {
        // given
        UserRecord user = Users.user();
        UUID id = UUID.fromString(user.id());
        RunRecord invalid = new RunRecord(1, new UserVersion(1, 9), UUID.randomUUID(), null);

        // when
        for (int attempt = 0; attempt < 2; attempt++) {
            add(new RunRecord(0, new UserVersion(1, attempt), id, user), Verdict.STORED, Verdict.DEAD_LETTERED);
            tally.addInvalid(invalid, true);
        }
        add(Verdict.STORED, Verdict.STORED);

        // then
        Evidence evidence = tally.evidence(0);
        assertThat(evidence.records()).isEqualTo(5);
        assertThat(evidence.distinct()).isEqualTo(2);
        assertThat(evidence.deadLettered()).isEqualTo(2);
    }

    private void add(Verdict cassandra, Verdict postgres) {
        UserRecord user = Users.user();
        RunRecord record = new RunRecord(0, new UserVersion(1, 1), UUID.fromString(user.id()), user);
        add(record, cassandra, postgres);
    }

    private void add(RunRecord record, Verdict cassandra, Verdict postgres) {
        boolean refused = cassandra == Verdict.DEAD_LETTERED || postgres == Verdict.DEAD_LETTERED;
        tally.add(record, Map.of("cassandra", cassandra, "postgres", postgres), refused);
    }
}
