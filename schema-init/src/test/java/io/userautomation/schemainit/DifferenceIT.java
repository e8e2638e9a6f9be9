package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What schema-init says of things that are there but differ from what the pipeline needs. */
class DifferenceIT {

    private static final String REPLICATION =
            " with replication = {'class': 'SimpleStrategy', 'replication_factor': 1}";

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
    void should_refuse_a_cassandra_column_of_another_type_and_leave_the_table_alone() {
        servers.cql("create keyspace cql_type" + REPLICATION);
        servers.cql("create table cql_type.cql_type_users (id uuid primary key, first_name text, last_name text,"
                + " gender text, address text, post_code int, email text, username text, dob text,"
                + " registered_date text, phone text, picture text)");

        Finished finished = SchemaInitJar.inProcess(Names.of("cql_type").on(servers.environment));

        assertRefused(
                finished,
                "column post_code of cql_type.cql_type_users is int, expected text: set CASSANDRA_TABLE to another name,"
                        + " or save that table's rows and drop it");
        assertThat(servers.cql("select * from cql_type.schema_ledger")).isEmpty();
        assertThat(servers.cql("select * from cql_type.schema_lock")).isEmpty();
    }

    @Test
    void should_refuse_a_postgres_column_of_another_type_and_leave_the_table_alone() throws SQLException {
        servers.sql("create table sql_type_users (id uuid primary key, first_name text, last_name text, gender text,"
                + " address text, post_code text, email text, username text, dob text, registered_date timestamptz,"
                + " phone text, picture text, event_time timestamptz, kafka_offset bigint, ingested_at timestamptz)");

        Finished finished = SchemaInitJar.inProcess(Names.of("sql_type").on(servers.environment));

        assertRefused(
                finished,
                "column dob of sql_type_users is text, expected timestamp with time zone: convert it with ALTER TABLE"
                        + " sql_type_users ALTER COLUMN dob TYPE timestamp with time zone USING dob::timestamp with time"
                        + " zone, or set POSTGRES_TABLE to another name");
        assertThat(servers.postgresColumns("sql_type_users_schema_history")).isEmpty();
    }

    @Test
    void should_refuse_a_database_that_is_not_in_utf8() throws SQLException {
        servers.sql("create database latin encoding 'LATIN1' locale 'C' template template0");
        Map<String, String> environment = new HashMap<>(Names.of("latin").on(servers.environment));
        environment.computeIfPresent("POSTGRES_URL", (name, url) -> url.replaceFirst("/[a-z_]+$", "/latin"));

        Finished finished = SchemaInitJar.inProcess(environment);

        assertRefused(
                finished,
                "keeps this database in LATIN1, which can't hold every name: create it with CREATE DATABASE … ENCODING 'UTF8'"
                        + " TEMPLATE template0 LOCALE 'C.UTF-8', or name another in POSTGRES_URL");
    }

    @Test
    void should_see_a_column_that_was_changed_after_it_was_laid() throws SQLException {
        Names names = Names.of("changed");
        SchemaInitJar.inProcess(names.on(servers.environment));
        servers.sql("alter table changed_users drop column phone");
        servers.cql("alter table changed.changed_users drop phone");

        Finished finished = SchemaInitJar.inProcess(names.on(servers.environment));

        assertRefused(
                finished,
                "column phone of changed.changed_users is missing, expected text: add it with ALTER TABLE"
                        + " changed.changed_users ADD phone text");
        assertThat(finished.stderr())
                .contains("2 things stand in the way:")
                .contains(
                        "column phone of changed_users is missing, expected text: add it with ALTER TABLE changed_users"
                                + " ADD phone text");
    }

    @Test
    void should_say_how_to_get_back_tables_that_were_dropped() throws SQLException {
        Names names = Names.of("dropped");
        SchemaInitJar.inProcess(names.on(servers.environment));
        servers.sql("drop table dropped_users");
        servers.cql("drop table dropped.dropped_users");

        Finished finished = SchemaInitJar.inProcess(names.on(servers.environment));

        assertRefused(
                finished,
                "table dropped_users is missing although its history says it was created: run DROP TABLE"
                        + " dropped_users_schema_history, then schema-init to create it again");
        servers.sql("drop table dropped_users_schema_history");
        servers.cql("delete from dropped.schema_ledger where table_name = 'dropped_users'");
        assertThat(SchemaInitJar.inProcess(names.on(servers.environment)).exitStatus())
                .isZero();
    }

    @Test
    void should_adopt_tables_and_topics_that_fit() throws Exception {
        servers.cql("create keyspace adopted" + REPLICATION);
        servers.cql("create table adopted.adopted_users (id uuid primary key, first_name text, last_name text,"
                + " gender text, address text, post_code text, email text, username text, dob text,"
                + " registered_date text, phone text, picture text, note int)");
        servers.sql("create table adopted_users (id uuid primary key, first_name text, last_name text, gender text,"
                + " address text, post_code text, email text, username text, dob timestamptz,"
                + " registered_date timestamptz, phone text, picture text, event_time timestamptz, kafka_offset bigint,"
                + " ingested_at timestamptz default now(), note int)");
        servers.admin
                .createTopics(List.of(new NewTopic("adopted_users", 6, (short) 1)))
                .all()
                .get();

        Finished finished = SchemaInitJar.inProcess(Names.of("adopted").on(servers.environment));

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLineAsJson().get("topics_created"))
                .hasToString("[\"adopted_users.dlq\",\"adopted_users.runs\",\"adopted_users.owners\"]");
        assertThat(servers.topic("adopted_users").partitions()).hasSize(6);
        assertThat(servers.postgresColumns("adopted_users")).contains("note integer YES");
    }

    @Test
    void should_bound_topics_of_an_older_release() throws Exception {
        // given
        servers.admin
                .createTopics(List.of(
                        new NewTopic("older_users", 4, (short) 1),
                        new NewTopic("older_users.runs", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();

        // when
        Finished finished =
                SchemaInitJar.inProcess(Names.of("older").on(servers.environment), "--runs-retention", "400h");

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(servers.topicConfigs("older_users.runs"))
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "1440000000");
        assertThat(servers.send("older_users", Duration.ofMinutes(-119))).isEmpty();
        assertThat(servers.send("older_users", Duration.ofDays(-7)))
                .hasValueSatisfying(refusal -> assertThat(refusal).isInstanceOf(InvalidTimestampException.class));
    }

    @Test
    void should_name_every_topic_that_would_lose_records_or_block_them() throws Exception {
        servers.admin
                .createTopics(List.of(
                        new NewTopic("shapes_users", 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "5000000")),
                        new NewTopic("shapes_users.dlq", 1, (short) 1),
                        new NewTopic("shapes_users.runs", 1, (short) 1),
                        new NewTopic("shapes_users.owners", 2, (short) 1)))
                .all()
                .get();

        Finished finished = SchemaInitJar.inProcess(Names.of("shapes").on(servers.environment));

        assertRefused(finished, "topic shapes_users has 1 partition(s), USERS_TOPIC_PARTITIONS asks for 4: run");
        assertThat(finished.stderr())
                .contains("topic shapes_users has cleanup.policy=compact, expected delete: run")
                .contains("topic shapes_users.runs has cleanup.policy=delete, expected compact,delete: run")
                .contains("topic shapes_users.owners has 2 partitions, expected 1")
                .contains("topic shapes_users.dlq has max.message.bytes=1048588, expected more than the 5000000");
    }

    @Test
    void should_refuse_to_break_with_the_schema_that_is_registered() throws Exception {
        Names names = Names.of("schema");
        servers.register(names.subject(), """
                {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
                 "properties": {"id": {"type": "integer"}}, "required": ["id"], "additionalProperties": false}""");

        Finished finished = SchemaInitJar.inProcess(names.on(servers.environment));

        assertRefused(finished, "the record's schema breaks with the one under subject schema_users-value");
        assertThat(finished.stderr()).contains("Incompatible artifact").contains("another topic with USERS_TOPIC");
        assertThat(servers.registry("/subjects/schema_users-value/versions")).isEqualTo("[1]");
    }

    private static void assertRefused(Finished finished, String sentence) {
        assertThat(finished.exitStatus()).as(finished.stderr()).isOne();
        assertThat(finished.stderr()).contains(sentence).doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("failed");
    }
}
