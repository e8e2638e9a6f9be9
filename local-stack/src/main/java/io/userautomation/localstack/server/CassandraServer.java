package io.userautomation.localstack.server;

import io.userautomation.contract.settings.CassandraSettings;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Cassandra cluster of one node, data centre {@code datacenter1}. */
final class CassandraServer implements ServerSetup {
    private final StackPlace place;

    CassandraServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.CASSANDRA;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Template.named("cassandra/logback.xml").writeTo(folder);
        Path yaml = Template.named("cassandra/cassandra.yaml")
                .with("folder", folder)
                .with("port", place.port(PortName.CASSANDRA))
                .with("internode_port", place.port(PortName.CASSANDRA_INTERNODE))
                .writeTo(folder);
        Template.named("cassandra/jvm.options")
                .with("folder", folder)
                .with("yaml_url", yaml.toUri())
                .writeTo(folder);
    }

    @Override
    public Command command() {
        Path jars = place.checkout().built(place.checkout().serverFiles("cassandra", "jars"), "local-stack");
        return Command.java(
                place.folder(kind()).resolve("jvm.options"),
                jars + "/*",
                "org.apache.cassandra.service.CassandraDaemon");
    }

    @Override
    public boolean isReady(LogFile log) {
        return Answers.cql(place.port(PortName.CASSANDRA));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                CassandraSettings.CONTACT_POINTS.variable(),
                place.address(PortName.CASSANDRA),
                CassandraSettings.LOCAL_DATACENTER.variable(),
                "datacenter1");
    }
}
