package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A Cassandra cluster of one node, data centre {@code datacenter1}. */
final class CassandraServer implements ServerSetup {
    /** Whom Cassandra makes the first time that it asks for a login. */
    private static final String SUPERUSER = "cassandra";

    private final StackPlace place;
    private boolean isNew;

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
        isNew = !Files.exists(folder.resolve("data"));
        Template.named("cassandra/logback.xml").writeTo(folder);
        Path yaml = Template.named("cassandra/cassandra.yaml")
                .with("folder", folder)
                .with("port", place.port(PortName.CASSANDRA))
                .with("internode_port", place.port(PortName.CASSANDRA_INTERNODE))
                .with(
                        "authenticator",
                        place.certificate().isPresent() ? "PasswordAuthenticator" : "AllowAllAuthenticator")
                .with("authorizer", place.certificate().isPresent() ? "CassandraAuthorizer" : "AllowAllAuthorizer")
                .writePrivatelyTo(folder);
        place.certificate().ifPresent(certificate -> Template.named("cassandra/secured.yaml")
                .with("key_store", certificate.keyStore())
                .with("key_store_password", certificate.password())
                .appendTo(yaml));
        Path options = Template.named("cassandra/jvm.options")
                .with("folder", folder)
                .with("yaml_url", yaml.toUri())
                .writeTo(folder);
        new JmxAgent(place, PortName.CASSANDRA_METRICS, "cassandra.yml").addTo(options);
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
        if (place.certificate().isEmpty()) {
            return Answers.cql(place.port(PortName.CASSANDRA));
        }
        return Answers.tcp(place.port(PortName.CASSANDRA))
                && (!isNew || log.contains("Created default superuser role"));
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("CASSANDRA_CONTACT_POINTS", place.clientAddress(PortName.CASSANDRA));
        variables.put("CASSANDRA_LOCAL_DATACENTER", "datacenter1");
        place.certificate().ifPresent(certificate -> {
            variables.put("CASSANDRA_TLS", "true");
            variables.put("CASSANDRA_CA_FILE", certificate.authority().toString());
            variables.put("CASSANDRA_USERNAME", SUPERUSER);
            variables.put("CASSANDRA_PASSWORD", SUPERUSER);
        });
        return variables;
    }
}
