package io.userautomation.systemtests.faults;

import io.userautomation.localstack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three Kafka brokers that are their own controllers; every topic has three replicas, of which two must have a record. */
final class KafkaCluster implements AutoCloseable {

    private static final int BROKERS = 3;
    private static final String ID = "RmF1bHRUZXN0czAwMDAwMA";

    private final List<JavaServer> brokers = new ArrayList<>();
    private final List<Integer> ports =
            IntStream.range(0, BROKERS).map(any -> Ports.anyFree()).boxed().toList();
    private final List<Integer> controllerPorts =
            IntStream.range(0, BROKERS).map(any -> Ports.anyFree()).boxed().toList();

    private KafkaCluster() {}

    static KafkaCluster start(Path folder) throws IOException, InterruptedException {
        KafkaCluster cluster = new KafkaCluster();
        try {
            for (int number = 0; number < BROKERS; number++) {
                cluster.brokers.add(cluster.laid(number, JavaServer.emptied(folder.resolve("broker-" + (number + 1)))));
            }
            cluster.brokers.forEach(JavaServer::launch);
            cluster.brokers.forEach(JavaServer::awaitReady);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private JavaServer laid(int number, Path folder) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("log4j2.properties"), JavaServer.template("kafka/log4j2.properties", Map.of()));
        Files.writeString(
                folder.resolve("jvm.options"), JavaServer.template("kafka/jvm.options", Map.of("folder", folder)));
        String one = JavaServer.template(
                "kafka/server.properties",
                Map.of(
                        "storage",
                        folder.resolve("data"),
                        "port",
                        ports.get(number),
                        "controller_port",
                        controllerPorts.get(number),
                        "host",
                        "127.0.0.1",
                        "protocol",
                        "PLAINTEXT",
                        "controller_protocol",
                        "PLAINTEXT"));
        String voters = IntStream.range(0, BROKERS)
                .mapToObj(each -> "%d@127.0.0.1:%d".formatted(each + 1, controllerPorts.get(each)))
                .collect(Collectors.joining(","));
        Path properties = Files.writeString(
                folder.resolve("server.properties"),
                // Of two lines with the same key the later one counts.
                one + """

                        node.id=%d
                        controller.quorum.voters=%s
                        default.replication.factor=3
                        min.insync.replicas=2
                        offsets.topic.replication.factor=3
                        transaction.state.log.replication.factor=3
                        transaction.state.log.min.isr=2
                        """.formatted(number + 1, voters));
        JavaServer broker = new JavaServer(
                "kafka", folder, JavaServer.loopback(1, ports.get(number)), "kafka.Kafka", properties.toString());
        broker.run("kafka.tools.StorageTool", "format", "-t", ID, "-c", properties.toString());
        return broker;
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** @param id from 1 to 3 */
    JavaServer broker(int id) {
        return brokers.get(id - 1);
    }

    @Override
    public void close() {
        brokers.forEach(JavaServer::close);
    }
}
