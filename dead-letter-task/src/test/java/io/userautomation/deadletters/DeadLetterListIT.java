package io.userautomation.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.DeadLettersTopicReader;
import io.userautomation.kafka.deadletters.ReplayMarker;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code list} and {@code export} on a real Kafka: in this JVM, and once as the jar. */
class DeadLetterListIT {

    private final TopicsOnKafka topics = TopicsOnKafka.ofTheirOwn(Stack.shared(ServerKind.KAFKA));
    private final DeadLetterCommand commands = topics.commands();
    private final String users = topics.users();
    private Producer<byte[], byte[]> producer;
    private long made;

    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws Exception {
        topics.create();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", topics.brokers()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void should_list_reasons_with_counts_samples_and_what_was_replayed() throws Exception {
        // given
        for (int offset = 0; offset < 4; offset++) {
            put(deadLetter("run-a", "validate", offset, "email is missing"), withoutEmail());
        }
        put(
                deadLetter("run-b", "store", 9, "SQLSTATE 22001: value too long for type character varying(5)"),
                withoutEmail());
        put(
                deadLetter("run-b", "store", 9, "SQLSTATE 22001: value too long for type character varying(5)"),
                withoutEmail());
        put(Map.of("color", "no dead letter"), "{}".getBytes(UTF_8));
        markReplayed(0);

        // when
        Finished all = commands.jar("list").start().await(DeadLetterCommand.PATIENCE);
        Finished ofRun = list("--run-id", "run-b");

        // then
        assertThat(all.exitStatus()).as(all.stderr()).isZero();
        assertThat(all.lastStdoutLine())
                .contains("\"status\":\"done\",\"dead_letters\":6,\"replayed\":1,\"open\":5,")
                .contains(
                        "{\"stage\":\"validate\",\"refused_by\":\"UserRecordValidator\",\"reason\":\"email is missing\","
                                + "\"sink\":null,\"dead_letters\":4,\"replayed\":1,\"open\":3,\"samples\":[{\"partition\":0,\"offset\":0,"
                                + "\"source\":\"" + users + "/2/0\",\"run_id\":\"run-a\",")
                .contains("\"sink\":\"postgres\",\"dead_letters\":2,\"replayed\":0,\"open\":2,")
                .contains("\"first_name\":\"text, ");
        assertThat(all.stderr())
                .contains("       4         1        3  validate by UserRecordValidator: email is missing")
                .contains("store by UserRecordValidator, postgres: SQLSTATE 22001: value too long for type");
        assertThat(ofRun.lastStdoutLine()).contains("\"dead_letters\":2,\"replayed\":0,\"open\":2,");
    }

    @Test
    void should_leak_nothing_whatever_a_dead_letter_holds() throws Exception {
        // given
        String evil = "Lovelace\u001b[2J\n\u0000ada@example.com";
        Map<String, String> everywhere = new LinkedHashMap<>(deadLetter(evil, "store", 1, evil));
        everywhere.replaceAll((name, text) -> name.endsWith(".stage") ? text : evil);
        put(everywhere, ("{\"first_name\":\"Lovelace\",\"" + "Lovelace".repeat(50_000) + "\":1}").getBytes(UTF_8));
        put(deadLetter("run", evil, 2, evil), evil.getBytes(UTF_8));
        put(deadLetter("run", "validate", 3, evil), new byte[] {(byte) 0xc3, 'L', 'o', 'v', 'e', 'l', 'a', 'c', 'e'});
        put(deadLetter("run", "validate", 4, null), null);

        // when
        Finished listed = list();

        // then
        assertThat(listed.exitStatus()).as(listed.stderr()).isZero();
        assertThat(listed.lastStdoutLine()).contains("\"dead_letters\":4,").doesNotContain("Lovelace", "ada@");
        assertThat(listed.stderr()).doesNotContain("Lovelace", "ada@", "\u001b", "\u0000");
    }

    @Test
    void should_not_see_what_a_transaction_took_back() throws Exception {
        // given
        put(deadLetter("run-a", "validate", 1, "email is missing"), withoutEmail());
        Map<String, Object> properties = Map.of("bootstrap.servers", topics.brokers(), "transactional.id", users);
        try (Producer<byte[], byte[]> transactional =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(record(deadLetter("run-a", "validate", 2, "email is missing"), withoutEmail()))
                    .get();
            transactional.abortTransaction();
        }

        // when
        Finished listed = list();

        // then
        assertThat(listed.lastStdoutLine()).contains("\"dead_letters\":1,");
    }

    @Test
    void should_export_what_is_open_for_its_owner_alone() throws Exception {
        // given
        put(deadLetter("run-a", "validate", 1, "email is missing"), withoutEmail());
        put(deadLetter("run-a", "validate", 2, "the value is not valid JSON"), "{Lovelace".getBytes(UTF_8));
        put(deadLetter("run-a", "validate", 3, "email is missing"), withoutEmail());
        markReplayed(2);
        Path file = folder.resolve("letters.jsonl");

        // when
        Finished listed = commands.run("export", "--file", file.toString());
        Finished again = commands.run("export", "--file", file.toString());

        // then
        assertThat(listed.exitStatus()).as(listed.stderr()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(first.get("offset").getAsLong()).isZero();
        assertThat(first.getAsJsonObject("value").get("first_name").getAsString())
                .isEqualTo(JsonParser.parseString(new String(withoutEmail(), UTF_8))
                        .getAsJsonObject()
                        .get("first_name")
                        .getAsString());
        assertThat(lines.get(1)).contains("\"value\":null,\"bytes\":\"e0xvdmVsYWNl\"");
        assertThat(again.exitStatus()).isEqualTo(2);
        assertThat(again.stderr()).contains("DEAD_LETTER_FILE (--file)");
    }

    @Test
    void should_say_so_when_there_is_no_topic_or_no_broker() {
        // when
        Finished noTopic = commands.with("USERS_TOPIC", "nowhere").run("list", "--kafka-timeout", "5s");
        Finished noBroker =
                commands.with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1").run("list", "--kafka-timeout", "2s");

        // then
        assertThat(noTopic.exitStatus()).isEqualTo(1);
        assertThat(noTopic.stderr()).contains("topic nowhere.dlq does not exist: run schema-init");
        assertThat(noBroker.exitStatus()).isEqualTo(1);
        assertThat(noBroker.stderr()).contains("Kafka at 127.0.0.1:1 did not answer within 2 s");
    }

    private Finished list(String... arguments) {
        List<String> all = new ArrayList<>(List.of("list"));
        all.addAll(List.of(arguments));
        return commands.run(all.toArray(String[]::new));
    }

    private Map<String, String> deadLetter(String run, String stage, long offset, String message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("run_id", run);
        headers.put("__connect.errors.topic", users);
        headers.put("__connect.errors.partition", "2");
        headers.put("__connect.errors.offset", Long.toString(offset));
        headers.put("__connect.errors.stage", stage);
        headers.put("__connect.errors.exception.class.name", "io.userautomation.model.record.UserRecordValidator");
        if (message != null) {
            headers.put("__connect.errors.exception.message", message);
        }
        headers.put("sink", "postgres");
        return headers;
    }

    /** Of another user each time. */
    private byte[] withoutEmail() {
        return DeadLettersOnKafka.withoutEmail(++made);
    }

    private void put(Map<String, String> headers, byte[] value) throws Exception {
        producer.send(record(headers, value)).get();
    }

    private ProducerRecord<byte[], byte[]> record(Map<String, String> headers, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(users + ".dlq", "key".getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private void markReplayed(long offset) throws Exception {
        List<DeadLetter> found = new ArrayList<>();
        Map<String, Object> kafka = Map.of("bootstrap.servers", topics.brokers());
        try (DeadLettersTopicReader topic = new DeadLettersTopicReader(kafka, users + ".dlq", Duration.ofSeconds(20))) {
            topic.read(record -> DeadLetter.of(record).ifPresent(found::add));
        }
        DeadLetter deadLetter = found.stream()
                .filter(each -> each.origin().offset() == offset)
                .findFirst()
                .orElseThrow();
        producer.send(ReplayMarker.of(deadLetter)).get();
    }
}
