package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who come from the usual tutorial have: its keyspace, its table, its topic. */
class TutorialIT {

    private static RealServers servers;

    @BeforeAll
    static void start() throws SQLException {
        servers = new RealServers();
    }

    @AfterAll
    static void stop() throws SQLException {
        servers.close();
    }

    @Test
    void should_say_what_differs_and_mend_it_when_asked_to() throws Exception {
        // given
        Names names = Names.of("tutorial");
        layTutorial();

        // when
        Finished refused = SchemaInitJar.inProcess(names.on(servers.environment));
        Finished repaired = SchemaInitJar.inProcess(names.on(servers.environment), "--repair");
        Finished again = SchemaInitJar.inProcess(names.on(servers.environment), "--repair");

        // then
        assertThat(refused.exitStatus()).as(refused.stderr()).isOne();
        assertThat(refused.stderr())
                .contains(
                        "topic tutorial_users has 1 partition(s), USERS_TOPIC_PARTITIONS asks for 4: run schema-init --repair")
                .contains("column dob of tutorial.tutorial_users is missing, expected text: add it with ALTER TABLE"
                        + " tutorial.tutorial_users ADD dob text, or by schema-init --repair")
                .contains("column dob of tutorial_users is missing")
                .doesNotContain(".sh");
        assertThat(repaired.exitStatus()).as(repaired.stderr()).isZero();
        assertThat(repaired.lastStdoutLineAsJson().toString())
                .contains("\"topics_repaired\":[\"tutorial_users\"]")
                .contains("\"cassandra_columns_added\":[\"dob\"]")
                .contains("\"postgres_columns_added\":[\"dob\",\"event_time\",\"kafka_offset\",\"ingested_at\"]");
        assertThat(servers.topic("tutorial_users").partitions()).hasSize(4);
        assertThat(servers.cql("select first_name, dob from tutorial.tutorial_users"))
                .hasSize(1);
        assertThat(servers.sql(
                        "select first_name, extract(epoch from event_time)::int, kafka_offset from tutorial_users"))
                .containsExactly("Ada|0|0");
        assertThat(again.exitStatus()).as(again.stderr()).isZero();
        assertThat(again.lastStdoutLineAsJson().toString())
                .contains("\"topics_repaired\":[]", "\"cassandra_columns_added\":[]", "\"postgres_columns_added\":[]");
    }

    @Test
    void should_mend_every_config_of_a_topic_and_make_dead_letters_that_are_roomy_enough() throws Exception {
        // given
        servers.admin
                .createTopics(List.of(
                        new NewTopic("mended_users", 6, (short) 1)
                                .configs(Map.of(
                                        "cleanup.policy", "compact",
                                        "max.message.bytes", "5000000",
                                        "message.timestamp.after.max.ms", "7200000",
                                        "min.insync.replicas", "2")),
                        new NewTopic("mended_users.runs", 1, (short) 1)))
                .all()
                .get();

        // when
        Finished finished = SchemaInitJar.inProcess(Names.of("mended").on(servers.environment), "--repair");

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(servers.topicConfigs("mended_users"))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("message.timestamp.after.max.ms", "3600000");
        assertThat(servers.topicConfigs("mended_users.dlq")).containsEntry("max.message.bytes", "10000000");
        assertThat(servers.topicConfigs("mended_users.runs"))
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void should_leave_a_table_alone_that_more_than_a_column_keeps_from_fitting() {
        // given
        servers.cql("create keyspace beyond with replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        servers.cql("create table beyond.beyond_users (id text primary key, first_name text)");

        // when
        Finished finished = SchemaInitJar.inProcess(Names.of("beyond").on(servers.environment), "--repair");

        // then
        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr()).contains("column id of beyond.beyond_users is text, expected uuid");
        assertThat(servers.cql("select column_name from system_schema.columns where keyspace_name = 'beyond'"
                        + " and table_name = 'beyond_users'"))
                .hasSize(2);
    }

    private static void layTutorial() throws Exception {
        servers.cql("CREATE KEYSPACE IF NOT EXISTS tutorial WITH replication = {'class': 'SimpleStrategy',"
                + " 'replication_factor': '1'}");
        servers.cql("CREATE TABLE IF NOT EXISTS tutorial.tutorial_users (id UUID PRIMARY KEY, first_name TEXT,"
                + " last_name TEXT, gender TEXT, address TEXT, post_code TEXT, email TEXT, username TEXT,"
                + " registered_date TEXT, phone TEXT, picture TEXT)");
        servers.cql("INSERT INTO tutorial.tutorial_users (id, first_name) VALUES (uuid(), 'Ada')");
        servers.sql("CREATE TABLE tutorial_users (id uuid PRIMARY KEY, first_name text, last_name text, gender text,"
                + " address text, post_code text, email text, username text, registered_date timestamptz, phone text,"
                + " picture text)");
        servers.sql(
                "INSERT INTO tutorial_users (id, first_name) VALUES ('7a0eed16-9430-4d68-901f-c0d4c1c3bf00', 'Ada')");
        servers.admin
                .createTopics(List.of(new NewTopic("tutorial_users", 1, (short) 1)))
                .all()
                .get();
    }
}
