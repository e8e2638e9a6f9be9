package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.localstack.Finished;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs that are proven, by the fat jar as a process on real servers. */
class AuditJarIT {

    private static TestServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @Test
    void should_prove_a_run_of_which_all_is_stored() throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 10_000);
        run.report("cassandra", 120, 450, 800, 900);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine())
                .startsWith("{\"task\":\"audit-task\",\"status\":\"done\",\"run_id\":\"" + run.id + "\",")
                .contains("\"state\":\"proven\",\"epoch\":1,\"outcome\":\"COMPLETED\",\"asked_for\":10000,"
                        + "\"fetched\":10000,\"short_of\":0,\"published\":10000,\"rejected\":0,\"distinct\":10000,"
                        + "\"stored_cassandra\":10000,\"stored_postgres\":10000,\"dead_lettered\":0,\"missing\":0,"
                        + "\"different\":0,\"expired\":0,")
                .contains("\"cassandra\":{\"stored\":10000,\"dead_lettered\":0,\"missing\":0,\"different\":0,"
                        + "\"behind\":0,\"latency_millis\":{\"p50\":120,\"p95\":450,\"p99\":800,\"max\":900}}")
                .contains("\"postgres\":{\"stored\":10000,\"dead_lettered\":0,\"missing\":0,\"different\":0,"
                        + "\"behind\":0,\"latency_millis\":null}");
    }

    @Test
    void should_end_with_the_summary_when_stderr_goes_where_stdout_goes() throws Exception {
        // given
        TestRun run = TestRun.stored(servers, 3);

        // when
        Finished finished =
                servers.audit("--run-id", run.id.value()).merged().start().await(TestServers.PATIENCE);

        // then
        assertThat(finished.lastStdoutLine()).startsWith("{\"task\":\"audit-task\",\"status\":\"done\"");
    }

    @Test
    void should_audit_the_run_that_was_opened_last() throws Exception {
        // given
        TestRun.stored(servers, 2);
        TestRun last = TestRun.stored(servers, 3);

        // when
        Finished finished = servers.audit("--latest").start().await(TestServers.PATIENCE);

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine()).contains("\"run_id\":\"" + last.id + "\"");
    }

    @Test
    void should_leave_out_what_another_run_published_meanwhile() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 3);
        TestRun other = TestRun.open(servers, 5);
        run.publish(Users.users(3)).store("cassandra", "postgres");
        other.publish(Users.users(5));
        run.close(3);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine()).contains("\"distinct\":3,");
    }

    @Test
    void should_accept_a_newer_version_in_both_databases() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 1);
        UserRecord user = Users.user();
        run.publish(List.of(user)).close(1);
        RecordMetadata origin = run.published.get(user);
        UserRecord newer = Users.withEmail(user, "new@example.com");
        run.store("cassandra", newer, origin.timestamp() + 1, 7);
        run.store("postgres", newer, origin.timestamp(), origin.offset() + 1);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine()).contains("\"stored_cassandra\":1,\"stored_postgres\":1,");
    }

    @Test
    void should_accept_two_versions_of_a_user_of_which_the_newer_is_stored() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 2);
        UserRecord older = Users.user();
        UserRecord newer = Users.withEmail(older, "new@example.com");
        run.publish(List.of(older, newer));
        RecordMetadata origin = run.published.get(newer);
        run.store("cassandra", newer, origin.timestamp() + 1, origin.offset());
        run.store("postgres", newer, origin.timestamp(), origin.offset());
        run.close(RunOutcome.COMPLETED, new PublishCounts(2, 1, 0, 0));

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine()).contains("\"distinct\":1,");
    }

    @Test
    void should_accept_a_user_that_the_one_sink_that_lacks_it_dead_lettered() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 200);
        run.publish(Users.users(200)).store("cassandra", "postgres");
        UserRecord refused = run.published.keySet().iterator().next();
        run.delete("postgres", refused);
        run.deadLetter(run.published.get(refused), DeadLetterHeaders.STAGE_STORE, "postgres");
        run.close(200);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine())
                .contains("\"stored_cassandra\":200,\"stored_postgres\":199,\"dead_lettered\":1,\"missing\":0,");
    }

    @Test
    void should_hold_a_user_that_two_tries_published_against_the_budget_once() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 200);
        List<UserRecord> users = Users.users(200);
        for (int attempt = 0; attempt < 2; attempt++) {
            run.publish(users);
            for (UserRecord refused : users.subList(0, 2)) {
                run.deadLetter(run.published.get(refused), DeadLetterHeaders.STAGE_STORE, "postgres");
            }
        }
        run.store("cassandra", "postgres");
        run.delete("postgres", users.get(0));
        run.delete("postgres", users.get(1));
        run.close(200);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine())
                .contains("\"distinct\":200,", "\"stored_postgres\":198,\"dead_lettered\":2,\"missing\":0,");
    }

    @Test
    void should_accept_an_invalid_record_that_validation_dead_lettered() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 200);
        run.publish(Users.users(200)).store("cassandra", "postgres");
        RecordMetadata invalid = run.publishBytes("{\"id\":".getBytes(StandardCharsets.UTF_8));
        run.deadLetter(invalid, DeadLetterHeaders.STAGE_VALIDATE, null);
        run.close(200);

        // when
        Finished finished = run.audit();

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLine()).contains("\"distinct\":200,").contains("\"dead_lettered\":1,");
    }
}
