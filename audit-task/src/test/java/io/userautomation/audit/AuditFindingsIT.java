package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.localstack.Finished;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are not proven: the fat jar says why and ends with status 3. */
class AuditFindingsIT {

    private static TestServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cassandra", "postgres"})
    void should_name_a_user_whose_row_was_deleted(String store) throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 20);
        UserRecord deleted = run.published.keySet().iterator().next();
        run.delete(store, deleted);

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .contains("run %s is not proven:".formatted(run.id))
                .endsWith("  1. 1 user is missing in %s: %s".formatted(store, deleted.id()));
        assertThat(finished.lastStdoutLine())
                .contains("\"status\":\"not_proven\"")
                .contains("\"state\":\"not_proven\"")
                .contains("\"stored_%s\":19,".formatted(store))
                .contains("\"missing\":1,\"different\":0,");
        AuditReport report = run.audited();
        assertThat(report.verdict()).isEqualTo(AuditVerdict.NOT_PROVEN);
        assertThat(report.missing()).isOne();
    }

    @Test
    void should_leave_the_verdict_of_the_last_audit_on_the_runs_topic() throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 5);
        Instant before = Instant.now();
        // when
        Finished finished = run.auditInProcess();
        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
        assertThat(run.audited().verdict()).isEqualTo(AuditVerdict.PROVEN);
        assertThat(run.audited().auditedAt()).isAfterOrEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cassandra", "postgres"})
    void should_name_a_user_whose_row_was_altered(String store) throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 20);
        UserRecord altered = run.published.keySet().iterator().next();
        run.alter(store, altered);

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr()).endsWith("  1. 1 user is different in %s: %s".formatted(store, altered.id()));
        assertThat(finished.lastStdoutLine()).contains("\"missing\":0,\"different\":1,");
    }

    @Test
    void should_find_what_a_store_has_lost_since_whichever_run_it_belonged_to() throws Exception {
        // given
        Instant since = Instant.now();
        TestRun earlier = TestRun.stored(servers, 20);
        TestRun later = TestRun.stored(servers, 10);
        RecordMetadata invalid = later.publishBytes(new byte[] {'{'});
        later.deadLetter(invalid, DeadLetterHeaders.STAGE_VALIDATE, null);
        later.commit("cassandra", "postgres");

        // when
        Finished before = servers.auditInProcess(Map.of(), "--since", since.toString());
        UserRecord lost = earlier.published.keySet().iterator().next();
        earlier.delete("cassandra", lost);
        Finished after = servers.auditInProcess(Map.of(), "--since", since.toString());

        // then
        assertThat(before.exitStatus()).as(before.toString()).isZero();
        assertThat(before.lastStdoutLine())
                .contains(
                        "\"state\":\"proven\"", "\"distinct\":30,", "\"stored_postgres\":30,", "\"dead_lettered\":1,");
        assertThat(after.exitStatus()).isEqualTo(3);
        assertThat(after.stderr())
                .contains("what was published since %s is not proven:".formatted(since))
                .endsWith("  1. 1 user is missing in cassandra: " + lost.id());
        assertThat(after.lastStdoutLine()).contains("\"stored_cassandra\":29,", "\"missing\":1,");
    }

    @Test
    void should_name_the_first_ten_of_many_and_all_findings_at_once() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 30);
        run.publish(Users.users(20)).store("cassandra");
        run.close(RunOutcome.FAILED, new PublishCounts(25, 25, 0, 4));
        run.commit("cassandra", "postgres");

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .contains("  1. publishing did not complete (outcome failed): run publish_users again")
                .contains("  2. 30 users were asked for, but 25 were fetched and 4 declared short")
                .contains("  3. 25 users were acknowledged, but only 20 distinct ones are on the topic")
                .containsPattern("  4\\. 20 users are missing in postgres: ([0-9a-f-]{36}, ){10}…");
    }

    @Test
    void should_not_accept_a_dead_letter_of_the_other_sink() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 200);
        run.publish(Users.users(200)).store("cassandra", "postgres");
        UserRecord lost = run.published.keySet().iterator().next();
        run.delete("postgres", lost);
        run.deadLetter(run.published.get(lost), DeadLetterHeaders.STAGE_STORE, "cassandra");
        run.close(200);
        run.commit("cassandra", "postgres");

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr()).endsWith("  1. 1 user is missing in postgres: " + lost.id());
    }

    @Test
    void should_miss_an_invalid_record_that_no_dead_letter_stands_for() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 1);
        run.publish(List.of(Users.user())).store("cassandra", "postgres");
        RecordMetadata invalid = run.publishBytes("null".getBytes(StandardCharsets.UTF_8));
        run.close(1);
        run.commit("cassandra", "postgres");

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .endsWith(
                        "1 record is not valid and yet not in users_created.dlq, as partition:offset of users_created: %d:%d"
                                .formatted(invalid.partition(), invalid.offset()));
        assertThat(finished.lastStdoutLine()).contains("\"missing\":1,");
    }

    @Test
    void should_not_prove_a_run_with_too_many_dead_letters() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 50);
        run.publish(Users.users(50)).store("cassandra", "postgres");
        run.deadLetter(run.published.values().iterator().next(), DeadLetterHeaders.STAGE_STORE, "postgres");
        run.close(50);

        // when
        Finished over = run.auditInProcess();
        Finished within = run.auditInProcess("--budget", "2");

        // then
        assertThat(over.exitStatus()).isEqualTo(3);
        assertThat(over.stderr())
                .endsWith("  1. 1 user was rejected or dead-lettered of 50, which is over the budget of 1 %");
        assertThat(within.exitStatus()).as(within.stderr()).isZero();
    }

    @Test
    void should_not_prove_a_run_that_published_nobody() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 5);
        run.close(RunOutcome.COMPLETED, new PublishCounts(0, 0, 0, 5));

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr()).endsWith("  1. no user was published");
    }

    @Test
    void should_not_judge_a_run_that_is_still_open() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 5);

        // when
        Finished finished = run.auditInProcess();

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .endsWith("audit-task: run %s is still open: close-run has not run".formatted(run.id));
        assertThat(finished.lastStdoutLine()).contains("\"state\":\"open\",\"epoch\":1,");
    }

    @Test
    void should_not_know_a_run_that_was_never_opened() {
        // when
        Finished finished = servers.auditInProcess(Map.of(), "--run-id", "nobody");

        // then
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .endsWith("audit-task: no such run: nobody was never opened on topic users_created.runs");
    }
}
