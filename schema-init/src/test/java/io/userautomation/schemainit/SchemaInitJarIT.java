package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.stores.ResourceText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar lays in real servers. */
class SchemaInitJarIT {

    private static final String INSTANT = "timestamp with time zone";

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
    void should_lay_topics_tables_and_schema() throws Exception {
        Names names = Names.of("laid");

        Finished finished = SchemaInitJar.run(names.on(servers.environment));

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        JsonObject summary = finished.lastStdoutLineAsJson();
        assertThat(summary.get("task").getAsString()).isEqualTo("schema-init");
        assertThat(summary.get("status").getAsString()).isEqualTo("done");
        assertThat(summary.get("topics_created"))
                .hasToString("[\"laid_users\",\"laid_users.dlq\",\"laid_users.runs\",\"laid_users.owners\"]");
        assertThat(summary.get("cassandra_migrations").getAsInt()).isOne();
        assertThat(summary.get("postgres_migrations").getAsInt()).isOne();
        assertTopics();
        assertThat(servers.cql("select column_name, kind, type from system_schema.columns where keyspace_name = 'laid'"
                        + " and table_name = 'laid_users'"))
                .hasSize(12)
                .contains(
                        "[column_name:'id', kind:'partition_key', type:'uuid']",
                        "[column_name:'dob', kind:'regular', type:'text']",
                        "[column_name:'post_code', kind:'regular', type:'text']");
        assertThat(servers.postgresColumns("laid_users"))
                .containsExactly(
                        "id uuid NO",
                        "first_name text YES",
                        "last_name text YES",
                        "gender text YES",
                        "address text YES",
                        "post_code text YES",
                        "email text YES",
                        "username text YES",
                        "dob " + INSTANT + " YES",
                        "registered_date " + INSTANT + " YES",
                        "phone text YES",
                        "picture text YES",
                        "event_time " + INSTANT + " NO",
                        "kafka_offset bigint NO",
                        "ingested_at " + INSTANT + " NO");
        assertThat(servers.registry("/config/laid_users-value")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(registered(names).get("id")).isEqualTo(summary.get("schema_id"));
        assertThat(JsonParser.parseString(registered(names).get("schema").getAsString()))
                .isEqualTo(JsonParser.parseString(ResourceText.read(UserRecordJson.class, "user-record.schema.json")));
    }

    /** In a zone that Java knows and no PostgreSQL does. */
    @Test
    void should_log_in_and_write_as_everywhere_whatever_the_machines_zone_and_digits() {
        // when
        Finished finished = SchemaInitJar.command(Names.of("elsewhere").on(servers.environment))
                .jvmOptions("-Duser.timezone=IST", "-Duser.language=fa", "-Duser.country=IR")
                .start()
                .await(SchemaInitJar.PATIENCE);
        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.stderr()).isNotEmpty().doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        assertThat(finished.stderr().lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z .*"));
    }

    @Test
    void should_change_nothing_when_run_again() throws Exception {
        Names names = Names.of("again");
        SchemaInitJar.run(names.on(servers.environment));
        List<String> before = everythingOf(names);

        Finished second = SchemaInitJar.run(names.on(servers.environment));

        assertThat(second.exitStatus()).as(second.stderr()).isZero();
        assertThat(everythingOf(names)).isEqualTo(before);
        JsonObject summary = second.lastStdoutLineAsJson();
        assertThat(summary.get("topics_created")).hasToString("[]");
        assertThat(summary.get("cassandra_keyspace_created").getAsBoolean()).isFalse();
        assertThat(summary.get("cassandra_migrations").getAsInt()).isZero();
        assertThat(summary.get("postgres_migrations").getAsInt()).isZero();
        assertThat(summary.get("schema_registered").getAsBoolean()).isFalse();
    }

    @Test
    void should_give_exactly_the_names_that_four_settings_ask_for() throws Exception {
        Names names = new Names("user_created", "user_data", "users", "users");

        Finished finished = SchemaInitJar.run(names.on(servers.environment));

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(servers.admin.listTopics().names().get())
                .contains("user_created", "user_created.dlq", "user_created.runs", "user_created.owners");
        assertThat(servers.cql("select table_name from system_schema.tables where keyspace_name = 'user_data'"))
                .containsExactlyInAnyOrder(
                        "[table_name:'users']", "[table_name:'schema_ledger']", "[table_name:'schema_lock']");
        assertThat(servers.postgresColumns("users")).hasSize(15).contains("id uuid NO");
        assertThat(servers.registry("/subjects/user_created-value/versions")).isEqualTo("[1]");
    }

    @Test
    void should_only_look_when_told_to() throws Exception {
        Names names = Names.of("untouched");

        Finished finished = SchemaInitJar.run(names.on(servers.environment), "--verify-only");

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("topic untouched_users is missing")
                .contains("topic untouched_users.dlq is missing")
                .contains("topic untouched_users.runs is missing")
                .contains("topic untouched_users.owners is missing")
                .contains("keyspace untouched is missing")
                .contains("table untouched_users is missing")
                .contains("the record's schema is missing under subject untouched_users-value")
                .doesNotContain("\tat ");
        assertThat(servers.admin.listTopics().names().get()).noneMatch(name -> name.startsWith("untouched"));
        assertThat(servers.cql("select * from system_schema.keyspaces where keyspace_name = 'untouched'"))
                .isEmpty();
        assertThat(servers.sql("select tablename from pg_tables where tablename like 'untouched%'"))
                .isEmpty();
        assertThat(servers.registry("/subjects")).doesNotContain("untouched");
    }

    @Test
    void should_find_nothing_missing_after_it_has_laid_everything() {
        Names names = Names.of("verified");
        SchemaInitJar.run(names.on(servers.environment));

        Finished finished = SchemaInitJar.run(names.on(servers.environment), "--verify-only");

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.lastStdoutLineAsJson().get("verify_only").getAsBoolean())
                .isTrue();
    }

    @Test
    void should_migrate_once_when_two_run_at_the_same_time() throws Exception {
        Names names = Names.of("twice");
        Map<String, String> environment = names.on(servers.environment);

        List<Finished> both;
        try (TaskProcess one = SchemaInitJar.command(environment).start();
                TaskProcess other = SchemaInitJar.command(environment).start()) {
            both = List.of(one.await(SchemaInitJar.PATIENCE), other.await(SchemaInitJar.PATIENCE));
        }

        assertThat(both)
                .allSatisfy(finished ->
                        assertThat(finished.exitStatus()).as(finished.stderr()).isZero());
        assertThat(both.stream().mapToInt(finished -> number(finished, "cassandra_migrations")))
                .containsExactlyInAnyOrder(0, 1);
        assertThat(both.stream().mapToInt(finished -> number(finished, "postgres_migrations")))
                .containsExactlyInAnyOrder(0, 1);
        assertThat(servers.cql("select version from twice.schema_ledger")).containsExactly("[version:1]");
        assertThat(servers.cql("select * from twice.schema_lock")).isEmpty();
    }

    @Test
    void should_end_the_merged_output_with_the_summary() {
        Names names = Names.of("merged");

        try (TaskProcess process =
                SchemaInitJar.command(names.on(servers.environment)).merged().start()) {
            Finished finished = process.await(SchemaInitJar.PATIENCE);

            assertThat(finished.lastStdoutLineAsJson().get("status").getAsString())
                    .isEqualTo("done");
        }
    }

    private static void assertTopics() throws Exception {
        assertThat(servers.topic("laid_users").partitions())
                .hasSize(4)
                .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(1));
        assertThat(servers.topic("laid_users.dlq").partitions()).hasSize(1);
        assertThat(servers.topic("laid_users.runs").partitions()).hasSize(1);
        assertThat(servers.topicConfigs("laid_users"))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "604800000")
                .containsEntry("min.insync.replicas", "1");
        assertThat(servers.topicConfigs("laid_users.dlq"))
                .containsEntry("retention.ms", "2592000000")
                .containsEntry("max.message.bytes", "2097152");
        assertThat(servers.topicConfigs("laid_users.runs")).containsEntry("cleanup.policy", "compact,delete");
    }

    /** All that a second run could change: ids, configs, ledgers with their times, definitions, schema versions. */
    private static List<String> everythingOf(Names names) throws Exception {
        List<String> all = new ArrayList<>();
        for (String topic : Stream.of("", ".dlq", ".runs")
                .map(suffix -> names.topic() + suffix)
                .toList()) {
            all.add(servers.topic(topic).toString());
            all.add(servers.topicConfigs(topic).toString());
        }
        String keyspace = " where keyspace_name = '" + names.keyspace() + "'";
        all.addAll(servers.cql("select * from " + names.keyspace() + ".schema_ledger"));
        all.addAll(servers.cql("select * from system_schema.keyspaces" + keyspace));
        all.addAll(servers.cql("select * from system_schema.tables" + keyspace));
        all.addAll(servers.cql("select * from system_schema.columns" + keyspace));
        all.addAll(servers.sql("select * from " + names.history()));
        all.addAll(
                servers.sql("select oid, relname from pg_class where relname like '" + names.postgresTable() + "%'"));
        all.addAll(servers.postgresColumns(names.postgresTable()));
        all.add(servers.registry("/subjects/" + names.subject() + "/versions"));
        all.add(registered(names).toString());
        all.add(servers.registry("/config/" + names.subject()));
        assertThat(all).hasSizeGreaterThan(20);
        return all;
    }

    private static JsonObject registered(Names names) throws Exception {
        return JsonParser.parseString(servers.registry("/subjects/" + names.subject() + "/versions/latest"))
                .getAsJsonObject();
    }

    private static int number(Finished finished, String key) {
        return finished.lastStdoutLineAsJson().get(key).getAsInt();
    }
}
