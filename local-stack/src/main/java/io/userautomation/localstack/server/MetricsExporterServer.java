package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What serves for Prometheus what stands on Kafka, a jar of this project. */
final class MetricsExporterServer implements ServerSetup {

    private final StackPlace place;

    MetricsExporterServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.METRICS_EXPORTER;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Template.named("metrics-exporter/jvm.options").writeTo(folder);
    }

    @Override
    public Command command() {
        Path jar = place.checkout().built(place.checkout().jarOf("metrics-exporter"), "metrics-exporter");
        Map<String, String> variables = new TreeMap<>(place.taskEnvironment().get());
        variables.put("METRICS_EXPORTER_PORT", Integer.toString(place.port(PortName.METRICS_EXPORTER)));
        return Command.jar(place.folder(kind()).resolve("jvm.options"), jar).environment(variables);
    }

    @Override
    public boolean isReady(LogFile log) {
        return Answers.http(place.port(PortName.METRICS_EXPORTER), "/metrics");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
