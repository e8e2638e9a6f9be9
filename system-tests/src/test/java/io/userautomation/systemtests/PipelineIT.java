package io.userautomation.systemtests;

import static io.userautomation.localstack.ServerKind.CASSANDRA;
import static io.userautomation.localstack.ServerKind.KAFKA;
import static io.userautomation.localstack.ServerKind.MYSQL;
import static io.userautomation.localstack.ServerKind.POSTGRES;
import static io.userautomation.localstack.ServerKind.SCHEMA_REGISTRY;
import static io.userautomation.localstack.ServerKind.SPARK_WORKER;
import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.randomuser.recorded.CapturedSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, task by task, on real servers that all of these tests share; each test has runs of its own. */
class PipelineIT {

    /** A folder of captured responses with 10,000 users; without it those few that come with local-stack are stored. */
    private static final String CAPTURED = "CAPTURED_USERS_FOLDER";

    private static Stack stack;
    private static RandomUserApi api;
    private static PipelineTasks tasks;
    private static Databases databases;
    private static UsersTopic topic;

    @BeforeAll
    static void start() throws Exception {
        stack = Stack.shared(KAFKA, CASSANDRA, POSTGRES, SCHEMA_REGISTRY, SPARK_WORKER);
        api = RandomUserApi.start();
        tasks = new PipelineTasks(stack, api.url());
        Finished schema = tasks.initSchema();
        assertThat(schema.exitStatus()).as(schema.toString()).isZero();
        databases = new Databases(stack);
        topic = new UsersTopic(stack.environment().get("KAFKA_BOOTSTRAP_SERVERS"));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable opened : Arrays.asList(topic, databases, api)) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    /** local-stack sees none of the rooms: it knows their settings by name. */
    @Test
    void should_tell_of_the_servers_by_settings_that_the_tasks_have() throws Exception {
        assertThat(JarSettings.unknownAmong(stack.environment().keySet())).isEmpty();
    }

    /**
     * Also in MySQL, which no other test needs. What is compared: in each database the ids and every column of the user, in
     * PostgreSQL and MySQL also when the row last changed. A run that is run again publishes its users as new records, so the
     * record that a row is of (their event_time and kafka_offset, Cassandra's WRITETIME) may be a newer one.
     */
    @Tag("slow")
    @Test
    void should_add_and_change_no_row_when_a_run_is_run_again() throws Exception {
        assumeTrue(Files.exists(Checkout.find().serverFiles("mysql", "server")), "no MariaDB for this machine");
        // given
        Map<String, String> three = Map.of("STORES", "cassandra,postgres,mysql");
        PipelineTasks toThree = new PipelineTasks(Stack.shared(MYSQL), api.url(), three);
        Finished schema = toThree.initSchema();
        assertThat(schema.exitStatus()).as(schema.toString()).isZero();
        MysqlRows mysql = new MysqlRows(stack.environment());
        toThree.run("again", "--users", "2000").succeeded();
        Map<UUID, String> inCassandra = databases.cassandraRows();
        Map<UUID, String> inPostgres = databases.postgresRows();
        Map<UUID, String> inMysql = mysql.all();
        // when
        RunResult again = toThree.run("again").succeeded();
        // then
        assertThat(again.audited("published")).isEqualTo(2_000);
        assertThat(again.audited("stored_mysql")).isEqualTo(2_000);
        assertThat(again.audited("missing")).isZero();
        assertThat(databases.cassandraRows()).isEqualTo(inCassandra);
        assertThat(databases.postgresRows()).isEqualTo(inPostgres);
        // A store that is new to the topic gets what other tests have left there, too.
        assertThat(mysql.all()).hasSizeGreaterThanOrEqualTo(2_000).isEqualTo(inMysql);
    }

    @Tag("slow")
    @Test
    void should_prove_a_run_in_another_format_on_the_topic_of_the_others() {
        // given
        PipelineTasks avro = new PipelineTasks(stack, api.url(), Map.of("RECORD_FORMAT", "avro"));
        Finished schema = avro.initSchema();
        // when
        RunResult run = avro.run("avro", "--users", "1000").succeeded();
        // then
        assertThat(schema.lastStdoutLineAsJson().get("schema_registered").getAsBoolean())
                .isTrue();
        assertThat(run.audited("published")).isEqualTo(1_000);
        assertThat(run.audited("stored_cassandra")).isEqualTo(1_000);
        assertThat(run.audited("stored_postgres")).isEqualTo(1_000);
        assertThat(run.audited("missing")).isZero();
    }

    @Tag("slow")
    @Test
    void should_pass_the_audits_of_two_runs_beside_each_other() {
        // given
        RunResult first = tasks.run("first", "--users", "1500").succeeded();
        RunResult second =
                tasks.run("second", "--users", "1000", "--nat", "ua,ir").succeeded();
        // when
        Finished firstAgain = tasks.audit("first");
        // then
        assertThat(first.audited("stored_cassandra")).isEqualTo(1_500);
        assertThat(second.audited("stored_postgres")).isEqualTo(1_000);
        assertThat(firstAgain.exitStatus()).as(firstAgain.toString()).isZero();
    }

    @Tag("slow")
    @Test
    void should_store_the_same_users_when_publish_is_killed_half_way_and_run_again() throws Exception {
        // given
        String run = "killed-once";
        tasks.openRun(run, "--users", "3000", "--page-size", "500", "--rate", "1000");
        try (TaskProcess store = tasks.startStore(run)) {
            killHalfWay(run);
            // when
            Finished published = tasks.startPublish(run).await(PATIENCE);
            tasks.closeRun(run);
            Finished stored = store.await(PATIENCE);
            Finished audit = tasks.audit(run);
            // then
            assertThat(published.exitStatus()).as(published.toString()).isZero();
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
            assertThat(audit.exitStatus()).as(audit.toString()).isZero();
            assertThat(audit.lastStdoutLineAsJson().get("distinct").getAsLong()).isEqualTo(3_000);
        }
    }

    @Tag("slow")
    @Test
    void should_end_a_run_whose_publish_was_killed_for_good_and_say_why_it_is_not_whole() throws Exception {
        // given
        String run = "killed-for-good";
        tasks.openRun(run, "--users", "3000", "--page-size", "500", "--rate", "1000");
        try (TaskProcess store = tasks.startStore(run)) {
            killHalfWay(run);
            // when
            Finished closed = tasks.closeRun(run);
            Finished stored = store.await(PATIENCE);
            Finished audit = tasks.audit(run);
            // then
            assertThat(closed.exitStatus()).as(closed.toString()).isZero();
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
            assertThat(audit.exitStatus()).as(audit.toString()).isEqualTo(3);
            assertThat(audit.lastStdoutLineAsJson().get("outcome").getAsString())
                    .isEqualTo("FAILED");
            assertThat(audit.lastStdoutLineAsJson().get("missing").getAsLong()).isZero();
            assertThat(audit.stderr()).contains("outcome");
        }
    }

    @Test
    void should_name_the_rows_that_were_deleted_or_altered() throws Exception {
        // given
        Set<UUID> before = databases.postgresRows().keySet();
        tasks.run("tampered", "--users", "200").succeeded();
        Set<UUID> ids = new TreeSet<>(databases.postgresRows().keySet());
        ids.removeAll(before);
        List<UUID> four = ids.stream().limit(4).toList();
        databases.deleteFromCassandra(four.get(0));
        databases.alterInCassandra(four.get(1));
        databases.deleteFromPostgres(four.get(2));
        databases.alterInPostgres(four.get(3));
        // when
        Finished audit = tasks.audit("tampered");
        // then
        assertThat(audit.exitStatus()).as(audit.toString()).isEqualTo(3);
        four.forEach(id -> assertThat(audit.stderr()).contains(id.toString()));
        assertThat(audit.lastStdoutLineAsJson().get("missing").getAsLong()).isEqualTo(2);
        assertThat(audit.lastStdoutLineAsJson().get("different").getAsLong()).isEqualTo(2);
    }

    @Tag("slow")
    @Test
    void should_store_captured_users(@TempDir Path sample) throws Exception {
        // given
        CapturedSample.copyTo(sample);
        Optional<Path> folder = Optional.ofNullable(System.getenv(CAPTURED)).map(Path::of);
        int users = folder.isPresent() ? 10_000 : CapturedSample.USERS;
        try (RandomUserApi recorded =
                RandomUserApi.start(RandomUserApi.Options.defaults().withRecorded(folder.orElse(sample)))) {
            // when
            RunResult run = new PipelineTasks(stack, recorded.url())
                    .run("captured", "--users", Integer.toString(users))
                    .succeeded();
            // then
            assertThat(run.audited("distinct")).isEqualTo(users);
            assertThat(run.audited("stored_cassandra")).isEqualTo(users);
            assertThat(run.audited("stored_postgres")).isEqualTo(users);
            assertThat(run.audited("rejected")).isZero();
        }
    }

    /** Starts publishing and kills it once some, but by far not all, of its users are on the topic. */
    private static void killHalfWay(String run) throws Exception {
        long before = topic.records();
        try (TaskProcess publish = tasks.startPublish(run)) {
            await().atMost(PATIENCE).until(() -> topic.records() > before + 500);
            publish.kill();
        }
        assertThat(topic.records()).isLessThan(before + 3_000);
    }
}
