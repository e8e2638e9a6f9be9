package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the fat jar makes of sinks that are behind, and of records that are gone. */
class AuditKafkaIT {

    private static TestServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @Test
    void should_say_that_a_sink_is_behind() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 7);
        run.commit("postgres");
        run.publish(Users.users(7)).store("cassandra");
        run.close(7);
        run.commit("cassandra");

        // when
        Finished finished = run.audit("--wait", "1s");

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .contains("  1. 7 users are missing in postgres: ")
                .endsWith("  2. postgres is behind: run store_users again (consumer group user_automation.postgres "
                        + "is 7 offsets short of the run's end)");
        assertThat(finished.lastStdoutLine())
                .contains("\"postgres\":{\"stored\":0,")
                .contains("\"behind\":7,");
    }

    @Test
    void should_wait_for_a_sink_that_is_behind() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 7);
        run.commit("postgres");
        run.publish(Users.users(7)).store("cassandra");
        run.close(7);
        run.commit("cassandra");

        // when
        try (TaskProcess audit =
                servers.audit("--run-id", run.id.value(), "--wait", "2m").start()) {
            awaitLine(audit, "Waiting for what is behind");
            run.store("postgres");
            run.commit("postgres");
            Finished finished = audit.await(TestServers.PATIENCE);

            // then
            assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
            assertThat(finished.lastStdoutLine()).contains("\"stored_postgres\":7,");
        }
    }

    @Test
    void should_call_expired_what_the_topic_no_longer_holds() throws Exception {
        // given
        String topic = createTopic();
        TestRun run = TestRun.open(servers, topic, 8);
        run.publish(Users.users(8)).store("cassandra", "postgres");
        run.close(8);
        TopicPartition partition = new TopicPartition(topic, 0);
        servers.admin
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5)))
                .all()
                .get();

        // when
        Finished finished = audit(run, topic);

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .endsWith("  1. expired: 5 of the run's offsets are no longer in topic %s, and can't be proven any more"
                        .formatted(topic));
        assertThat(finished.lastStdoutLine())
                .contains("\"distinct\":3,")
                .contains("\"missing\":0,\"different\":0,\"expired\":5,");
    }

    @Test
    void should_call_expired_what_lay_on_a_topic_that_was_created_anew() throws Exception {
        // given
        String topic = createTopic();
        TestRun run = TestRun.open(servers, topic, 8);
        run.publish(Users.users(8)).store("cassandra", "postgres");
        run.close(8);
        servers.admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(TestServers.PATIENCE)
                .until(() -> !servers.admin.listTopics().names().get().contains(topic));
        create(topic);

        // when
        Finished finished = audit(run, topic);

        // then
        assertThat(finished.exitStatus()).isEqualTo(3);
        assertThat(finished.stderr())
                .endsWith("  1. expired: 8 of the run's offsets are no longer in topic " + topic
                        + ", which was created anew since, and can't be proven any more");
    }

    @Test
    void should_end_with_status_4_when_it_is_terminated() throws Exception {
        // given
        TestRun run = TestRun.open(servers, 1);
        run.publish(Users.users(1));
        run.close(1);

        // when
        try (TaskProcess audit =
                servers.audit("--run-id", run.id.value(), "--wait", "1h").start()) {
            awaitLine(audit, "Waiting for what is behind");
            audit.terminate();
            Finished finished = audit.await(TestServers.PATIENCE);

            // then
            assertThat(finished.exitStatus()).isEqualTo(4);
            assertThat(finished.stderr()).endsWith("interrupted by a signal; run it again to complete the work");
            assertThat(finished.lastStdoutLine()).contains("\"status\":\"interrupted\"");
        }
    }

    private static void awaitLine(TaskProcess process, String text) {
        await().atMost(TestServers.PATIENCE)
                .until(() -> process.stderr().stream().anyMatch(line -> line.contains(text)));
    }

    private static Finished audit(TestRun run, String topic) {
        Map<String, String> names = new HashMap<>();
        names.put("USERS_TOPIC", topic);
        names.put("RUNS_TOPIC", servers.topics.runs());
        names.put("DEAD_LETTER_TOPIC", servers.topics.deadLetters());
        return servers.audit("--run-id", run.id.value())
                .environment(names)
                .start()
                .await(TestServers.PATIENCE);
    }

    private static String createTopic() throws Exception {
        String topic = "audited-" + UUID.randomUUID();
        create(topic);
        return topic;
    }

    private static void create(String topic) throws Exception {
        servers.admin
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                .all()
                .get();
    }
}
