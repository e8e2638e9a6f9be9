package io.userautomation.systemtests.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An Alertmanager with the project's own configuration, whose receiver is a webhook here, and what that has been told. */
final class RealAlertmanager implements AutoCloseable {

    private final int port = Ports.anyFree();
    private final List<JsonObject> told = new CopyOnWriteArrayList<>();
    private final HttpServer webhook;
    private final TaskProcess process;

    RealAlertmanager(Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("alerts").asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .forEach(told::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        Path file = folder.resolve("alertmanager.yml");
        Files.writeString(file, configuration());
        process = GoPrograms.command("alertmanager", "alertmanager")
                .arguments(
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .start();
    }

    private String configuration() throws IOException {
        return Files.readString(Checkout.find().root().resolve("docker/monitoring/alertmanager/alertmanager.yml"))
                .replaceAll("(group_wait|group_interval): \\w+", "$1: 1s")
                .replace(
                        "  - name: nobody\n",
                        "  - name: nobody\n    webhook_configs: [{url: 'http://127.0.0.1:%d/'}]\n"
                                .formatted(webhook.getAddress().getPort()));
    }

    int port() {
        return port;
    }

    /** What the webhook has been told of an alert: {@code firing}, {@code resolved}, with its labels and annotations. */
    List<JsonObject> received(String alert) {
        return told.stream()
                .filter(one -> one.getAsJsonObject("labels")
                        .get("alertname")
                        .getAsString()
                        .equals(alert))
                .toList();
    }

    @Override
    public void close() {
        process.close();
        webhook.stop(0);
    }
}
