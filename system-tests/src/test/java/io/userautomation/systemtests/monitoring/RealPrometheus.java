package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Prometheus with the project's own configuration, but for addresses, and in seconds where that has minutes. */
final class RealPrometheus implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final TaskProcess process;

    private RealPrometheus(int port, TaskProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it; it answers a moment later.
     *
     * @param stack that it asks
     * @param alertmanager the port of the one that it tells
     */
    static RealPrometheus start(Stack stack, Path folder, int alertmanager) throws IOException {
        int port = Ports.anyFree();
        Files.writeString(folder.resolve("prometheus.yml"), configuration(stack.ports(), port, alertmanager));
        Files.createDirectories(folder.resolve("rules"));
        for (Path rules :
                AlertRule.yamlFiles(AlertRule.folder().resolve("rules")).toList()) {
            Files.writeString(
                    folder.resolve("rules").resolve(rules.getFileName()),
                    Files.readString(rules).replaceAll("for: \\d+m", "for: 1s"));
        }
        return new RealPrometheus(
                port,
                GoPrograms.command("prometheus", "prometheus")
                        .arguments(
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port)
                        .start());
    }

    /** Nobody serves PostgreSQL's figures here: the exporter is in no package. */
    private static String configuration(Ports ports, int own, int alertmanager) throws IOException {
        String text =
                Files.readString(AlertRule.folder().resolve("prometheus.yml")).replace(": 15s", ": 1s");
        Map<String, Integer> targets = Map.of(
                "localhost:9090", own,
                "alertmanager:9093", alertmanager,
                "stream:9404", ports.of(PortName.STREAM_METRICS),
                "metrics-exporter:9405", ports.of(PortName.METRICS_EXPORTER),
                "broker:9406", ports.of(PortName.KAFKA_METRICS),
                "cassandra:9407", ports.of(PortName.CASSANDRA_METRICS),
                "postgres-exporter:9187", 1,
                "spark-master:9090", ports.of(PortName.SPARK_MASTER_UI),
                "spark-worker:8081", ports.of(PortName.SPARK_WORKER_UI));
        for (Map.Entry<String, Integer> target : targets.entrySet()) {
            text = text.replace("[" + target.getKey() + "]", "['127.0.0.1:%d']".formatted(target.getValue()));
        }
        return text;
    }

    /** The series that a query has now. */
    List<JsonObject> query(String expression) throws IOException, InterruptedException {
        return objects(get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .get("result"))
                .toList();
    }

    /** Each alert with its {@code health}. */
    List<JsonObject> rules() throws IOException, InterruptedException {
        return objects(get("rules").getAsJsonObject().get("groups"))
                .flatMap(group -> objects(group.get("rules")))
                .toList();
    }

    /** The names of all metrics that it has seen. */
    Set<String> names() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        get("label/__name__/values").getAsJsonArray().forEach(name -> names.add(name.getAsString()));
        return names;
    }

    private JsonElement get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, path));
        String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
        if (!answer.has("data")) {
            throw new AssertionError("%s: %s".formatted(path, body));
        }
        return answer.get("data");
    }

    private static Stream<JsonObject> objects(JsonElement array) {
        return array.getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject);
    }

    @Override
    public void close() {
        process.close();
    }
}
