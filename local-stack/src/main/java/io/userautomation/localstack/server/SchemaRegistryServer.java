package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/** Apicurio's schema registry with its Confluent-compatible API; what is registered lives as long as its process. */
final class SchemaRegistryServer implements ServerSetup {
    private static final String CONFLUENT_API = "/apis/ccompat/v7";

    private static final String USER = "user_automation";

    private final StackPlace place;

    SchemaRegistryServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.SCHEMA_REGISTRY;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Template.named("schema-registry/jvm.options").writeTo(folder);
        // The registry looks for it in the folder "config" where it is started.
        Path properties = Template.named("schema-registry/application.properties")
                .with("port", place.port(PortName.SCHEMA_REGISTRY))
                .writePrivatelyTo(folder.resolve("config"));
        if (place.certificate().isPresent()) {
            secure(properties, place.certificate().get());
        }
    }

    private void secure(Path properties, ServerCertificate certificate) throws IOException {
        Template.named("schema-registry/secured.properties")
                .with("port", place.port(PortName.SCHEMA_REGISTRY))
                .with("key_store", certificate.keyStore())
                .with("key_store_password", certificate.password())
                .with("user", USER)
                .with("password", PrivateFile.keep(passwordFile(), Secret::password))
                .appendTo(properties);
    }

    private Path passwordFile() {
        return place.folder(kind()).resolve("password");
    }

    @Override
    public Command command() throws IOException {
        return Command.jar(place.folder(kind()).resolve("jvm.options"), runner());
    }

    @Override
    public boolean isReady(LogFile log) {
        return place.certificate().isPresent()
                ? Answers.tcp(place.port(PortName.SCHEMA_REGISTRY))
                : Answers.http(place.port(PortName.SCHEMA_REGISTRY), CONFLUENT_API + "/subjects");
    }

    @Override
    public Map<String, String> environment() {
        String address = place.clientAddress(PortName.SCHEMA_REGISTRY) + CONFLUENT_API;
        return place.certificate()
                .map(certificate -> Map.of(
                        "SCHEMA_REGISTRY_URL",
                        "https://" + address,
                        "SCHEMA_REGISTRY_CA_FILE",
                        certificate.authority().toString(),
                        "SCHEMA_REGISTRY_USERNAME",
                        USER,
                        "SCHEMA_REGISTRY_PASSWORD" + "_FILE",
                        passwordFile().toString()))
                .orElse(Map.of("SCHEMA_REGISTRY_URL", "http://" + address));
    }

    private Path runner() throws IOException {
        Path registry =
                place.checkout().built(place.checkout().serverFiles("schema-registry", "registry"), "local-stack");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(registry, "*-runner.jar")) {
            Iterator<Path> found = jars.iterator();
            if (!found.hasNext()) {
                throw new IOException("there is no runner jar in " + registry);
            }
            return found.next();
        }
    }
}
