package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.WorkerSize;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamServerTest {

    @TempDir
    private Path folder;

    @Test
    void should_start_what_containers_start_with_the_variables_of_the_tasks() throws IOException {
        build("schema-init");
        build("spark-job");

        Command command = stream(1).command();

        assertThat(command.words())
                .containsExactly(folder.resolve("script/stream.sh").toString());
        assertThat(variables(command)).containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    }

    @Test
    void should_say_what_is_not_built() throws IOException {
        build("schema-init");

        assertThatThrownBy(() -> stream(1).command())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("spark-job");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_automation | RUNNING | true",
                "user_automation | WAITING | false",
                "something else  | RUNNING | false",
            })
    void should_be_ready_once_it_has_executors(String name, String state, boolean ready) throws IOException {
        String answer = "{\"activeapps\":[{\"name\":\"%s\",\"state\":\"%s\"}]}".formatted(name, state);
        HttpServer master = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        master.createContext("/json/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        master.start();
        try {
            assertThat(stream(master.getAddress().getPort()).isReady(new LogFile(folder.resolve("stream.log"), 0)))
                    .isEqualTo(ready);
        } finally {
            master.stop(0);
        }
    }

    private void build(String module) throws IOException {
        Path jar = folder.resolve(module).resolve("target").resolve(module + ".jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    private StreamServer stream(int masterPage) {
        return new StreamServer(new StackPlace(
                folder.resolve("data"),
                Ports.standard().with(PortName.SPARK_MASTER_UI, masterPage),
                new Checkout(folder),
                WorkerSize.standard(),
                Optional.empty(),
                () -> Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")));
    }

    private static Map<String, String> variables(Command command) {
        Map<String, String> variables = new HashMap<>();
        command.giveEnvironment(variables);
        return variables;
    }
}
