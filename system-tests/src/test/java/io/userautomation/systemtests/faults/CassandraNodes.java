package io.userautomation.systemtests.faults;

import io.userautomation.localstack.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Cassandra cluster whose nodes are processes at 127.0.0.1, 127.0.0.2 and so on, configured as the local stack's. */
final class CassandraNodes implements AutoCloseable {

    private final int port = Ports.anyFree();
    private final int internodePort = Ports.anyFree();
    private final Path folder;
    private final UnaryOperator<String> change;
    private final List<JavaServer> nodes = new ArrayList<>();

    private CassandraNodes(Path folder, UnaryOperator<String> change) {
        this.folder = folder;
        this.change = change;
    }

    /** @param change what differs from the local stack's {@code cassandra.yaml} */
    static CassandraNodes start(int count, Path folder, UnaryOperator<String> change)
            throws IOException, InterruptedException {
        CassandraNodes cluster = new CassandraNodes(folder, change);
        try {
            for (int number = 1; number <= count; number++) {
                JavaServer node = cluster.laid(number);
                cluster.nodes.add(node);
                node.launch();
                node.awaitReady();
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private JavaServer laid(int number) throws IOException, InterruptedException {
        Path home = JavaServer.emptied(folder(number));
        Files.writeString(home.resolve("logback.xml"), JavaServer.template("cassandra/logback.xml", Map.of()));
        String yaml = JavaServer.template(
                "cassandra/cassandra.yaml",
                Map.of(
                        "folder",
                        home,
                        "port",
                        port,
                        "internode_port",
                        internodePort,
                        "authenticator",
                        "AllowAllAuthenticator"));
        String address = "127.0.0." + number;
        yaml = JavaServer.replaced(yaml, "listen_address: 127.0.0.1", "listen_address: " + address);
        yaml = JavaServer.replaced(yaml, "rpc_address: 127.0.0.1", "rpc_address: " + address);
        // All of them are new: none has data for another. And tests read whole tables.
        Path file = Files.writeString(
                home.resolve("cassandra.yaml"),
                change.apply(yaml + "\nauto_bootstrap: false\nrange_request_timeout: 60s\n"));
        String options = JavaServer.template("cassandra/jvm.options", Map.of("folder", home, "yaml_url", file.toUri()));
        options = JavaServer.replaced(options, "-Xms1g", "-Xms512m");
        options = JavaServer.replaced(options, "-Xmx1g", "-Xmx512m");
        Files.writeString(home.resolve("jvm.options"), options);
        return new JavaServer(
                "cassandra", home, JavaServer.loopback(number, port), "org.apache.cassandra.service.CassandraDaemon");
    }

    String contactPoints() {
        return IntStream.rangeClosed(1, nodes.size())
                .mapToObj(number -> "127.0.0.%d:%d".formatted(number, port))
                .collect(Collectors.joining(","));
    }

    /** Of the first node. */
    InetSocketAddress address() {
        return JavaServer.loopback(1, port);
    }

    /** @param number from 1 */
    JavaServer node(int number) {
        return nodes.get(number - 1);
    }

    /** Kills the node and deletes all it has stored. */
    void lose(int number) throws IOException, InterruptedException {
        node(number).kill();
        JavaServer.emptied(folder(number));
    }

    private Path folder(int number) {
        return folder.resolve("node-" + number);
    }

    @Override
    public void close() {
        nodes.forEach(JavaServer::close);
    }
}
