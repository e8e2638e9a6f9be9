package io.userautomation.systemtests.monitoring;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.systemtests.PipelineTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream as a stack starts it, seen by a Prometheus that asks all servers. They are servers of its own: it would keep the
 * checkpoints from other tests' drivers. Each test goes on from what the one before has left.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class MonitoredStreamIT {

    private static final String RUN = "beside-the-stream";
    private static final Duration END = Duration.ofSeconds(10);
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)` \\| (counter|gauge|histogram) \\|", Pattern.MULTILINE);

    @TempDir
    private static Path folder;

    private static RandomUserApi api;
    private static Stack stack;
    private static PipelineTasks tasks;
    private static RealAlertmanager alertmanager;
    private static RealPrometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        api = RandomUserApi.start();
        stack = Stack.start(folder, Ports.free().withMetrics(), Set.of(ServerKind.METRICS_EXPORTER));
        tasks = new PipelineTasks(stack, api.url(), Map.of());
        alertmanager = new RealAlertmanager(folder);
        prometheus =
                RealPrometheus.start(stack, Files.createDirectories(folder.resolve("prometheus")), alertmanager.port());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable opened : Arrays.asList(prometheus, alertmanager, stack, api)) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Test
    @Order(1)
    void should_store_a_run_that_has_no_driver_of_its_own() throws Exception {
        // when
        ended(tasks.openRun(RUN, "--users", "200"));
        ended(tasks.startPublish(RUN).await(PATIENCE));
        publishInvalidRecord();
        ended(tasks.closeRun(RUN));
        awaitValue("user_automation_stream_users_stored_total{store='cassandra'}", 200);
        awaitValue("user_automation_stream_users_stored_total{store='postgres'}", 200);
        awaitValue("user_automation_stream_dead_letters_total{query='dead_letters',reason='invalid'}", 1);
        // then
        ended(tasks.audit(RUN));
        awaitValue("user_automation_run_verdict{run='1',verdict='proven'}", 1);
    }

    @Test
    @Order(2)
    void should_tell_a_webhook_of_a_database_that_is_away_and_of_its_return() {
        // given
        Server postgres = stack.server(ServerKind.POSTGRES);
        postgres.stop();
        // when
        ended(tasks.openRun("during-an-outage", "--users", "50"));
        ended(tasks.startPublish("during-an-outage").await(PATIENCE));
        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses("StoreAway")).contains("firing"));
        JsonObject told = alertmanager.received("StoreAway").get(0);
        assertThat(told.getAsJsonObject("labels").get("store").getAsString()).isEqualTo("postgres");
        assertThat(told.getAsJsonObject("annotations").get("runbook").getAsString())
                .isEqualTo("docs/operations.md#alert-storeaway");
        // when
        postgres.restart();
        ended(tasks.closeRun("during-an-outage"));
        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses("StoreAway")).contains("resolved"));
        awaitValue("user_automation_stream_users_stored_total{store='postgres'}", 250);
    }

    @Test
    @Order(3)
    void should_have_data_for_every_rule() throws Exception {
        assertThat(prometheus.rules())
                .hasSameSizeAs(AlertRule.all())
                .allSatisfy(rule -> assertThat(rule.get("health").getAsString()).isEqualTo("ok"));
        for (AlertRule rule : AlertRule.all()) {
            assertThat(Queries.selectors(rule)).as(rule.name()).isNotEmpty();
            for (String selector : Queries.selectors(rule)) {
                assertThat(prometheus.query(selector)).as(selector).isNotEmpty();
            }
        }
    }

    @Test
    @Order(4)
    void should_have_data_for_every_panel() throws Exception {
        List<String> without = new ArrayList<>();
        for (String query : Queries.ofDashboards("4s")) {
            if (prometheus.query(query).isEmpty()) {
                without.add(query);
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    @Order(5)
    void should_have_every_metric_that_is_documented() throws Exception {
        // given
        Set<String> documented = ROW.matcher(
                        Files.readString(Checkout.find().root().resolve("docs/metrics.md")))
                .results()
                .map(row -> row.group(1) + (row.group(2).equals("histogram") ? "_count" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
        // then
        assertThat(documented).hasSizeGreaterThan(40);
        assertThat(prometheus.names()).containsAll(documented);
    }

    @Test
    @Order(6)
    void should_end_when_it_is_told_to() throws IOException {
        // given
        Server stream = stack.server(ServerKind.STREAM);
        // when
        long start = System.nanoTime();
        stream.stop();
        // then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(END);
        assertThat(Files.readAllLines(stream.log()))
                .last(STRING)
                .startsWith("{")
                .contains("\"task\":\"spark-job\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses("StreamDown")).contains("firing"));
    }

    private static void publishInvalidRecord() throws Exception {
        ProducerRecord<byte[], byte[]> invalid = new ProducerRecord<>("users_created", "{broken".getBytes(UTF_8));
        invalid.headers().add("run_id", RUN.getBytes(UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", tasks.environment().get("KAFKA_BOOTSTRAP_SERVERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(invalid).get();
        }
    }

    private static void awaitValue(String selector, double value) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(prometheus.query(selector))
                .singleElement()
                .satisfies(series -> assertThat(
                                series.getAsJsonArray("value").get(1).getAsDouble())
                        .isEqualTo(value)));
    }

    private static List<String> statuses(String alert) {
        return alertmanager.received(alert).stream()
                .map(told -> told.get("status").getAsString())
                .toList();
    }

    private static void ended(Finished finished) {
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
    }
}
