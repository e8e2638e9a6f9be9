package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A Kafka broker that is its own KRaft controller. */
final class KafkaServer implements ServerSetup {
    private static final String USER = "user_automation";

    private final StackPlace place;

    KafkaServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.KAFKA;
    }

    @Override
    public void prepare(LogFile log) throws IOException, InterruptedException {
        Path folder = place.folder(kind());
        Path storage = folder.resolve("data");
        Files.createDirectories(storage);
        Template.named("kafka/log4j2.properties").writeTo(folder);
        Path options =
                Template.named("kafka/jvm.options").with("folder", folder).writeTo(folder);
        Path properties = Template.named("kafka/server.properties")
                .with("port", place.port(PortName.KAFKA))
                .with("controller_port", place.port(PortName.KAFKA_CONTROLLER))
                .with("host", place.host())
                .with("protocol", isSecured() ? "SASL_SSL" : "PLAINTEXT")
                .with("controller_protocol", isSecured() ? "SSL" : "PLAINTEXT")
                .writePrivatelyTo(folder);
        List<String> format = new ArrayList<>(List.of("format", "-t", clusterId(), "-c", properties.toString()));
        if (isSecured()) {
            secure(properties);
            format.add("@" + login());
        }
        // Kafka writes this file last, with the cluster's id in it: without it the storage is not formatted.
        if (!Files.exists(storage.resolve("meta.properties"))) {
            Preparation.run(
                    "Formatting Kafka's storage",
                    java("kafka.tools.StorageTool", format.toArray(String[]::new)),
                    folder,
                    log);
        }
        // Only now: what formats has the same options, and nothing to serve.
        new JmxAgent(place, PortName.KAFKA_METRICS, "kafka.yml").addTo(options);
    }

    private boolean isSecured() {
        return place.certificate().isPresent();
    }

    private void secure(Path properties) throws IOException {
        ServerCertificate certificate = place.certificate().orElseThrow();
        Template.named("kafka/secured.properties")
                .with("key_store", certificate.keyStore())
                .with("key_store_password", certificate.password())
                .with("authority", certificate.authority())
                .with("user", USER)
                .with("password", password())
                .appendTo(properties);
    }

    /** Arguments for formatting the storage, a line each: as arguments of a process everybody could read them. */
    private Path login() throws IOException {
        Path file = place.folder(kind()).resolve("login.args");
        PrivateFile.write(file, "--add-scram%nSCRAM-SHA-512=[name=%s,password=%s]%n".formatted(USER, password()));
        return file;
    }

    private String password() throws IOException {
        return PrivateFile.keep(place.folder(kind()).resolve("password"), Secret::password);
    }

    @Override
    public Command command() {
        return java(
                "kafka.Kafka", place.folder(kind()).resolve("server.properties").toString());
    }

    @Override
    public boolean isReady(LogFile log) {
        return log.contains("Kafka Server started") && Answers.tcp(place.port(PortName.KAFKA));
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", place.clientAddress(PortName.KAFKA));
        place.certificate().ifPresent(certificate -> {
            variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
            variables.put("KAFKA_USERNAME", USER);
            variables.put(
                    "KAFKA_PASSWORD" + "_FILE",
                    place.folder(kind()).resolve("password").toString());
            variables.put("KAFKA_CA_FILE", certificate.authority().toString());
        });
        return variables;
    }

    private Command java(String mainClass, String... arguments) {
        Path jars = place.checkout().built(place.checkout().serverFiles("kafka", "jars"), "local-stack");
        return Command.java(place.folder(kind()).resolve("jvm.options"), jars + "/*", mainClass, arguments);
    }

    /** Sixteen random bytes as Kafka writes them: 22 characters of URL-safe Base64. */
    private static String clusterId() {
        UUID random = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
        // A leading dash would be read as an option.
        bytes[0] &= 0x7f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
