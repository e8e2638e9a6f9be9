package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.airflow.AirflowRun;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stack with three brokers and three Cassandra nodes, of which one each is lost. */
@Order(4)
@Tag("compose-full")
class ComposeClusterIT {

    private static final int USERS = 20_000;

    @Test
    void should_complete_a_run_in_whose_middle_a_broker_and_a_cassandra_node_are_lost() throws Exception {
        try (ComposeStack stack = ComposeStack.start("cluster", "docker-compose.cluster.yml")) {
            StackRuns runs = new StackRuns(stack);
            // given
            AirflowRun run = runs.triggerAndCatchHalfWay("losses", USERS, 200);
            // when
            stack.kill("broker-2", "cassandra-3");
            runs.goOn();
            // then
            runs.prove(run, USERS, Duration.ofMinutes(10));
            assertThat(runs.stored().inPostgres()).isEqualTo(USERS);
            assertThat(runs.stored().inCassandra()).isEqualTo(USERS);
            assertThat(stack.containers())
                    .filteredOn(container -> !container.isHealthy() && !container.isDone())
                    .extracting(Container::service)
                    .containsExactlyInAnyOrder("broker-2", "cassandra-3");
            assertReplicated(stack, runs);
        }
    }

    private static void assertReplicated(ComposeStack stack, StackRuns runs) {
        assertThat(String.join(
                        "\n",
                        stack.exec("broker", "kafka-topics", "--bootstrap-server=broker:29092", "--describe")
                                .stdout()))
                .containsPattern("Topic: users_created\\b.*ReplicationFactor: 3\\b.*min.insync.replicas=2")
                .containsPattern("Topic: users_created.runs\\b.*ReplicationFactor: 3\\b.*min.insync.replicas=2");
        assertThat(runs.stored()
                        .cql("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'spark_streams'"))
                .anySatisfy(line -> assertThat(line).contains("'datacenter1': '3'"));
    }
}
