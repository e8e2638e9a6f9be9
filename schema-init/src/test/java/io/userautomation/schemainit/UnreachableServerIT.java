package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schema-init does while servers are absent or refuse it. */
class UnreachableServerIT {

    private static Map<String, String> servers;

    @BeforeAll
    static void start() {
        servers = Names.of("unreachable")
                .on(Stack.shared(
                                ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SCHEMA_REGISTRY)
                        .environment());
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_BOOTSTRAP_SERVERS, %s, Kafka at",
        "CASSANDRA_CONTACT_POINTS, %s, Cassandra at",
        "POSTGRES_URL, jdbc:postgresql://%s/user_data, PostgreSQL at",
        "SCHEMA_REGISTRY_URL, http://%s/apis, schema registry at"
    })
    void should_wait_no_longer_than_told_and_name_the_server_that_is_absent(
            String variable, String value, String server) throws IOException {
        String address = SchemaInitJar.closedAddress();

        Finished finished = SchemaInitJar.inProcess(with(variable, value.formatted(address)), "--wait", "3s");

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("schema-init: after waiting for 3 s: ")
                .contains("%s %s is not reachable: Connection refused".formatted(server, address))
                .doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString()).contains(address);
    }

    @Test
    void should_name_a_host_that_is_not_known() {
        Finished finished =
                SchemaInitJar.inProcess(with("KAFKA_BOOTSTRAP_SERVERS", "broker.invalid:9092"), "--wait", "3s");

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("Kafka at broker.invalid:9092 is not reachable: host broker.invalid is not known");
    }

    @Test
    void should_end_with_status_4_when_terminated_while_it_waits() throws IOException {
        Map<String, String> environment =
                with("POSTGRES_URL", "jdbc:postgresql://%s/user_data".formatted(SchemaInitJar.closedAddress()));

        try (TaskProcess process =
                SchemaInitJar.command(environment, "--wait", "10m").start()) {
            await().atMost(SchemaInitJar.PATIENCE)
                    .until(() -> process.stderr().stream().anyMatch(line -> line.contains("waiting for PostgreSQL")));
            process.terminate();
            Finished finished = process.await(SchemaInitJar.PATIENCE);

            assertThat(finished.exitStatus()).isEqualTo(4);
            assertThat(finished.lastStdoutLineAsJson().get("status").getAsString())
                    .isEqualTo("interrupted");
            assertThat(finished.stderr()).doesNotContain("\tat ");
        }
    }

    @Test
    void should_say_that_the_database_is_missing() {
        String url = servers.get("POSTGRES_URL").replaceFirst("/[^/]+$", "/nobody_made_this");

        Finished finished = SchemaInitJar.inProcess(with("POSTGRES_URL", url));

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("database \"nobody_made_this\" does not exist")
                .endsWith("create the database with CREATE DATABASE, or name another in POSTGRES_URL")
                .doesNotContain("\tat ");
    }

    @Test
    void should_say_at_once_that_the_registry_is_not_under_this_path() {
        String url = servers.get("SCHEMA_REGISTRY_URL").replaceFirst("/apis/.*", "");

        Finished finished = SchemaInitJar.inProcess(with("SCHEMA_REGISTRY_URL", url));

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("what answers at " + url + " is no schema registry, or not under this path")
                .doesNotContain("after waiting", "\tat ");
    }

    @Test
    void should_say_which_data_centres_there_are() {
        Finished finished = SchemaInitJar.inProcess(with("CASSANDRA_LOCAL_DATACENTER", "mars"));

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .endsWith("has no data centre mars, only datacenter1: mend CASSANDRA_LOCAL_DATACENTER");
    }

    @Test
    void should_wait_for_as_many_nodes_as_there_are_to_be_replicas() {
        Map<String, String> environment = with("KAFKA_REPLICATION_FACTOR", "2");
        environment.put("CASSANDRA_REPLICATION_FACTOR", "2");

        Finished finished = SchemaInitJar.inProcess(environment, "--wait", "12s");

        assertThat(finished.exitStatus()).isOne();
        assertThat(finished.stderr())
                .contains("after waiting for 12 s: Kafka at")
                .contains("1 broker(s) are up, KAFKA_REPLICATION_FACTOR asks for 2")
                .contains("1 node(s) in datacenter1, CASSANDRA_REPLICATION_FACTOR asks for 2");
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(servers);
        environment.put(variable, value);
        return environment;
    }
}
