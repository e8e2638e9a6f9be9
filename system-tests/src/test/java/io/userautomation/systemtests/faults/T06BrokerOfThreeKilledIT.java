package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Tag;

/** Brokers of a cluster are killed one after another while users are published: the other two hold every record. */
@Tag("T6")
@Tag("faults-full")
class T06BrokerOfThreeKilledIT {

    @Fault("1 of 3 brokers kill -9 while publishing, then another")
    void should_publish_each_user_once_on_two_of_three_brokers(FaultReport report) throws Exception {
        Stack stack = Stack.shared(ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SPARK_WORKER);
        try (KafkaCluster cluster = KafkaCluster.start(Path.of("target", "kafka-cluster"));
                OwnPipeline pipeline = OwnPipeline.lay(
                        "t06_cluster",
                        stack,
                        Map.of(
                                KafkaSettings.BOOTSTRAP_SERVERS.variable(),
                                cluster.bootstrapServers(),
                                "KAFKA_REPLICATION_FACTOR",
                                "3"))) {
            List<Integer> ids = new ArrayList<>(List.of(1, 2, 3));
            Collections.shuffle(ids, report.random());
            List<BrokerKills.Broker> turns =
                    List.of(turn(pipeline, cluster, ids.get(0)), turn(pipeline, cluster, ids.get(1)));
            // Slowly enough that the first broker is in sync again, up to half a minute later, before all are
            // published.
            new BrokerKills(pipeline, report).strike(50_000, 800, turns);
        }
    }

    private static BrokerKills.Broker turn(OwnPipeline pipeline, KafkaCluster cluster, int id) {
        return new BrokerKills.Broker() {
            @Override
            public void kill() {
                cluster.broker(id).kill();
            }

            @Override
            public void bringBack() {
                cluster.broker(id).launch();
                cluster.broker(id).awaitReady();
                await().atMost(PATIENCE).until(() -> allReplicasAreInSync(pipeline));
            }
        };
    }

    private static boolean allReplicasAreInSync(OwnPipeline pipeline) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers()))) {
            Collection<TopicDescription> topics = admin.describeTopics(
                            List.of(pipeline.topics().users(), pipeline.topics().runs()))
                    .allTopicNames()
                    .get()
                    .values();
            return topics.stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == 3);
        }
    }
}
