package io.userautomation.metricsexporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fat jar on a real Kafka. */
class MetricsExporterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant CLOSED = Instant.ofEpochSecond(1_800_000_000);

    private final String topic = "exported-" + UUID.randomUUID();
    private final Map<String, String> environment =
            new HashMap<>(Stack.shared(ServerKind.KAFKA).environment());
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", environment.get("KAFKA_BOOTSTRAP_SERVERS"));
    private final Admin admin = Admin.create(kafka);
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        environment.put("USERS_TOPIC", topic);
        environment.put("METRICS_EXPORTER_PORT", Integer.toString(port));
        environment.put("METRICS_EXPORTER_INTERVAL", "1s");
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void should_serve_lags_and_runs_and_follow_them_until_its_signal() throws Exception {
        // given
        layTopics();
        publish(3, Map.of(), System.currentTimeMillis() - 120_000);
        commit("postgres", 1);
        commit("cassandra", 3);
        writeAuditedRun();
        try (TaskProcess exporter = jar().start()) {
            // then
            awaitSamples("kafka_up 1.0", "lag_records{store=\"postgres\"} 2.0", "lag_records{store=\"cassandra\"} 0.0");
            assertThat(sample("lag_seconds{store=\"postgres\"}")).isBetween(120.0, 600.0);
            awaitSamples(
                    "lag_seconds{store=\"cassandra\"} 0.0",
                    "run_published_users{run=\"1\"} 3.0",
                    "run_verdict{run=\"1\",verdict=\"proven\"} 1.0",
                    "last_proven_timestamp_seconds 1.8E9",
                    "users_topic_retention_seconds 604800.0",
                    "kafka_certificate_end_timestamp_seconds NaN");
            assertThat(sample("kafka_disk_usable_ratio")).isBetween(0.001, 1.0);
            // when
            commit("postgres", 3);
            // then
            awaitSamples("lag_records{store=\"postgres\"} 0.0", "lag_seconds{store=\"postgres\"} 0.0");
            // when
            exporter.terminate();
            Finished finished = exporter.await(PATIENCE);
            // then
            assertThat(finished.exitStatus()).as(finished.toString()).isEqualTo(4);
            assertThat(finished.stderr()).doesNotContain("\tat ");
        }
    }

    @Test
    void should_call_nothing_late_where_only_a_transactions_mark_is_unread() throws Exception {
        // given
        layTopics();
        publish(2, Map.of("transactional.id", topic), System.currentTimeMillis() - 120_000);
        commit("postgres", 2);
        try (TaskProcess exporter = jar().start()) {
            // then
            awaitSamples("lag_records{store=\"postgres\"} 1.0", "lag_seconds{store=\"postgres\"} 0.0");
            assertThat(exporter.isRunning()).isTrue();
        }
    }

    @Test
    void should_end_with_a_sentence_where_there_is_no_topic() {
        // when
        Finished finished = jar().start().await(PATIENCE);
        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isOne();
        assertThat(finished.stderr()).contains("has no topic " + topic + ": run schema-init first");
    }

    @Test
    void should_serve_that_kafka_is_away() throws Exception {
        // given
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        try (TaskProcess exporter = jar().start()) {
            // then
            awaitSamples("kafka_up 0.0", "lag_records{store=\"postgres\"} NaN");
            await().atMost(PATIENCE)
                    .until(() -> exporter.stderr().stream().anyMatch(line -> line.contains("Looks again")));
            assertThat(exporter.isRunning()).isTrue();
        }
    }

    private TaskCommand jar() {
        return TaskProcess.jar(Checkout.jar("metrics-exporter"))
                .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .environment(environment);
    }

    private void layTopics() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1), new NewTopic(topic + ".runs", 1, (short) 1)))
                .all()
                .get();
    }

    private void publish(int users, Map<String, Object> more, long timestamp) throws Exception {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putAll(more);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            boolean transaction = more.containsKey("transactional.id");
            if (transaction) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            for (int i = 0; i < users; i++) {
                producer.send(new ProducerRecord<>(topic, 0, timestamp, null, "{}".getBytes(UTF_8)))
                        .get();
            }
            if (transaction) {
                producer.commitTransaction();
            }
        }
    }

    private void commit(String store, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        "user_automation." + store, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private void writeAuditedRun() throws Exception {
        RunManifest run = RunManifest.open(
                        new RunId("exported"),
                        1,
                        "seed",
                        new RunRequest(3L, null, null, 10, List.of(), "1.4"),
                        CLOSED,
                        Map.of(0, 0L))
                .close(CLOSED, Map.of(0, 3L), RunOutcome.COMPLETED, new PublishCounts(3, 3, 0, 0));
        try (RunsTopicWriter writer = new RunsTopicWriter(kafka, topic + ".runs")) {
            writer.write(run);
            writer.write(AuditReport.of(run, AuditVerdict.PROVEN, 0, 0, 0, CLOSED));
        }
    }

    private void awaitSamples(String... samples) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(scrape())
                .contains(samples));
    }

    private double sample(String name) throws Exception {
        return scrape().stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> scrape() throws Exception {
        String prefix = "user_automation_";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
