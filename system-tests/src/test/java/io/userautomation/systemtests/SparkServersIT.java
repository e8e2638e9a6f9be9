package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.check.ListeningSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark's own servers; local-stack, which is built before their SPARK_HOME is, tests all the others. */
class SparkServersIT {

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.shared(ServerKind.SPARK_WORKER);
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"SPARK_MASTER", "SPARK_WORKER"})
    void should_listen_on_loopback_only(ServerKind kind) throws IOException {
        Server server = stack.server(kind);

        List<ListeningSocket> listeners = ListeningSocket.of(server.pid());

        assertThat(listeners).extracting(ListeningSocket::port).contains(server.port());
        assertThat(listeners).allMatch(socket -> socket.address().isLoopbackAddress());
    }

    @Test
    void should_have_one_worker_again_when_it_was_killed() throws Exception {
        stack.server(ServerKind.SPARK_WORKER).kill();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> aliveWorkers() == 0);

        stack.server(ServerKind.SPARK_WORKER).restart();

        assertThat(aliveWorkers()).isEqualTo(1);
    }

    private static int aliveWorkers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:%d/json/".formatted(stack.ports().of(PortName.SPARK_MASTER_UI))))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        JsonObject state = JsonParser.parseString(response.body()).getAsJsonObject();
        return state.get("aliveworkers").getAsInt();
    }
}
