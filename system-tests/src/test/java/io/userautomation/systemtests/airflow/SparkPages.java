package io.userautomation.systemtests.airflow;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.check.ListeningSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running application shows on Spark's pages: those of its driver, of the master and of the worker. */
final class SparkPages {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A driver takes the first free one of these for its pages; its other ports speak no HTTP. */
    private static final int FIRST_UI_PORT = 4040;

    private static final int LAST_UI_PORT = 4056;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Stack stack;

    SparkPages(Stack stack) {
        this.stack = stack;
    }

    /** The pages' addresses and texts; empty while the driver shows none yet. */
    Map<String, String> of(ProcessHandle driver) throws InterruptedException {
        Map<String, String> pages = new LinkedHashMap<>();
        List<ListeningSocket> sockets = ListeningSocket.ofTree(driver).values().stream()
                .flatMap(List::stream)
                .filter(socket -> socket.port() >= FIRST_UI_PORT && socket.port() <= LAST_UI_PORT)
                .toList();
        for (ListeningSocket socket : sockets) {
            String base = "http://127.0.0.1:" + socket.port();
            Optional<JsonArray> applications = page(base + "/api/v1/applications")
                    .filter(text -> text.startsWith("["))
                    .map(text -> JsonParser.parseString(text).getAsJsonArray());
            if (applications.isPresent() && !applications.get().isEmpty()) {
                String id =
                        applications.get().get(0).getAsJsonObject().get("id").getAsString();
                read(base, driverPages(id), pages);
                read(page(PortName.SPARK_MASTER_UI), List.of("/", "/json/", "/app/?appId=" + id), pages);
                read(page(PortName.SPARK_WORKER_UI), workerPages(id), pages);
            }
        }
        return pages;
    }

    private static List<String> driverPages(String id) {
        String api = "/api/v1/applications/" + id;
        return List.of(
                "/environment/",
                "/executors/",
                "/jobs/",
                "/stages/",
                "/StreamingQuery/",
                api + "/environment",
                api + "/allexecutors",
                api + "/jobs");
    }

    private static List<String> workerPages(String id) {
        return List.of("/", "/json/", "/logPage/?appId=" + id + "&executorId=0&logType=stderr");
    }

    private String page(PortName name) {
        return "http://127.0.0.1:" + stack.ports().of(name);
    }

    private void read(String base, List<String> paths, Map<String, String> pages) throws InterruptedException {
        for (String path : paths) {
            page(base + path).ifPresent(text -> pages.put(base + path, text));
        }
    }

    /** Empty where nobody answers there in HTTP, or with another status than 200. */
    private Optional<String> page(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException noPage) {
            return Optional.empty();
        }
    }
}
