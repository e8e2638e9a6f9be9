package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.stores.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaAskTest {

    private static final String VERSIONS = "/subjects/users-value/versions";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private HttpServer server;
    private SchemaAsk registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        answers.put("/subjects", "[]");
        answers.put(VERSIONS, "[1]");
        answers.put(VERSIONS + "/1", "{\"id\":5,\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        SchemaRegistrySettings settings =
                new SchemaRegistrySettings(Optional.of(url), Optional.empty(), Optional.empty(), Optional.empty());
        registry = new SchemaAsk(new SubjectSchemas(settings, "users"), nanos::get, millis -> {
            nanos.addAndGet(Duration.ofMillis(millis).toNanos());
            if (nanos.get() == Duration.ofSeconds(20).toNanos()) {
                answers.put(VERSIONS, "[1,2]");
                answers.put(VERSIONS + "/2", "{\"id\":8,\"schema\":\"{}\"}");
            }
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void should_know_at_once_what_the_subject_has() throws Exception {
        RegisteredSchemas asked = registry.ask("5");

        assertThat(asked.complete()).isTrue();
        assertThat(asked.byId()).containsOnlyKeys("5");
        assertThat(nanos).hasValue(0);
    }

    @Test
    void should_wait_for_a_schema_that_comes_within_a_minute() throws Exception {
        assertThat(registry.ask("8").byId()).containsKey("8");
        assertThat(nanos).hasValue(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void should_wait_a_minute_once_for_whatever_number_of_unknown_ids() throws Exception {
        RegisteredSchemas asked = registry.ask("6");
        for (int id = 1_000; id < 1_020; id++) {
            registry.ask(Integer.toString(id));
        }

        assertThat(asked.complete()).isTrue();
        assertThat(asked.byId()).doesNotContainKey("6");
        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void should_wait_again_later() throws Exception {
        registry.ask("6");
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        registry.ask("6");

        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofMinutes(13));
    }

    @Test
    void should_call_a_subject_that_is_not_there_an_outage() {
        answers.remove(VERSIONS);

        assertThatThrownBy(() -> registry.ask("5"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("has no subject users-value");
    }
}
