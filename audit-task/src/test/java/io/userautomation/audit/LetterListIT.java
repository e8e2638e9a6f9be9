package io.userautomation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.kafka.deadletters.Letter;
import io.userautomation.kafka.deadletters.LettersTopicReader;
import io.userautomation.kafka.deadletters.ReplayMarker;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar's {@code --dead-letters} on a real Kafka. */
class LetterListIT {

    private static TestServers servers;

    private final String users = "listed_" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        servers = TestServers.shared();
    }

    @BeforeEach
    void create() throws Exception {
        servers.admin
                .createTopics(List.of(new NewTopic(users + ".dlq", 1, (short) 1)))
                .all()
                .get();
    }

    @Test
    void should_list_reasons_with_counts_samples_and_what_was_replayed() throws Exception {
        // given
        for (int offset = 0; offset < 4; offset++) {
            put(letter("run-a", "validate", offset, "email is missing"), withoutEmail());
        }
        put(
                letter("run-b", "store", 9, "SQLSTATE 22001: value too long for type character varying(5)"),
                withoutEmail());
        put(
                letter("run-b", "store", 9, "SQLSTATE 22001: value too long for type character varying(5)"),
                withoutEmail());
        put(Map.of("color", "no dead letter"), "{}".getBytes(UTF_8));
        markReplayed(0);

        // when
        Finished all = list();
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
    void should_leak_nothing_whatever_a_letter_holds() throws Exception {
        // given
        String evil = "Lovelace\u001b[2J\n\u0000ada@example.com";
        Map<String, String> everywhere = new LinkedHashMap<>(letter(evil, "store", 1, evil));
        everywhere.replaceAll((name, text) -> name.endsWith(".stage") ? text : evil);
        put(everywhere, ("{\"first_name\":\"Lovelace\",\"" + "Lovelace".repeat(50_000) + "\":1}").getBytes(UTF_8));
        put(letter("run", evil, 2, evil), evil.getBytes(UTF_8));
        put(letter("run", "validate", 3, evil), new byte[] {(byte) 0xc3, 'L', 'o', 'v', 'e', 'l', 'a', 'c', 'e'});
        put(letter("run", "validate", 4, null), null);

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
        put(letter("run-a", "validate", 1, "email is missing"), withoutEmail());
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", servers.environment.get("KAFKA_BOOTSTRAP_SERVERS"), "transactional.id", users);
        try (Producer<byte[], byte[]> transactional =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(record(letter("run-a", "validate", 2, "email is missing"), withoutEmail()))
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
        put(letter("run-a", "validate", 1, "email is missing"), withoutEmail());
        put(letter("run-a", "validate", 2, "the value is not valid JSON"), "{Lovelace".getBytes(UTF_8));
        put(letter("run-a", "validate", 3, "email is missing"), withoutEmail());
        markReplayed(2);
        Path file = folder.resolve("letters.jsonl");

        // when
        Finished listed = list("--export", file.toString());
        Finished again = list("--export", file.toString());

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
        assertThat(again.stderr()).contains("AUDIT_EXPORT (--export)");
    }

    @Test
    void should_say_so_when_there_is_no_topic_or_no_broker() {
        // when
        Finished noTopic = servers.audit("--dead-letters", "--server-wait", "5s")
                .environment("USERS_TOPIC", "nowhere")
                .start()
                .await(TestServers.PATIENCE);
        Finished noBroker = servers.audit("--dead-letters", "--server-wait", "2s")
                .environment("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .start()
                .await(TestServers.PATIENCE);

        // then
        assertThat(noTopic.exitStatus()).isEqualTo(1);
        assertThat(noTopic.stderr()).contains("topic nowhere.dlq does not exist: run schema-init");
        assertThat(noBroker.exitStatus()).isEqualTo(1);
        assertThat(noBroker.stderr()).contains("Kafka at 127.0.0.1:1 did not answer within 2 s");
    }

    @Test
    void should_refuse_flags_that_do_not_go_with_it() {
        // when
        Finished latest = list("--latest");
        Finished alone = servers.audit("--export", "x").start().await(TestServers.PATIENCE);

        // then
        assertThat(latest.exitStatus()).isEqualTo(2);
        assertThat(latest.stderr()).contains("--dead-letters goes with --run-id, --export and --server-wait only");
        assertThat(alone.exitStatus()).isEqualTo(2);
        assertThat(alone.stderr()).contains("--export goes with --dead-letters only");
    }

    private Finished list(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dead-letters"));
        all.addAll(List.of(arguments));
        return servers.audit(all.toArray(String[]::new))
                .environment("USERS_TOPIC", users)
                .start()
                .await(TestServers.PATIENCE);
    }

    private Map<String, String> letter(String run, String stage, long offset, String message) {
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

    private static byte[] withoutEmail() {
        return UserRecordJson.writeBytes(Users.withEmail(Users.user(), null));
    }

    private void put(Map<String, String> headers, byte[] value) throws Exception {
        servers.producer.send(record(headers, value)).get();
    }

    private ProducerRecord<byte[], byte[]> record(Map<String, String> headers, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(users + ".dlq", "key".getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private void markReplayed(long offset) throws Exception {
        List<Letter> found = new ArrayList<>();
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers.environment.get("KAFKA_BOOTSTRAP_SERVERS"));
        try (LettersTopicReader topic = new LettersTopicReader(kafka, users + ".dlq", Duration.ofSeconds(20))) {
            topic.read(record -> Letter.of(record).ifPresent(found::add));
        }
        Letter letter = found.stream()
                .filter(each -> each.origin().offset() == offset)
                .findFirst()
                .orElseThrow();
        servers.producer.send(ReplayMarker.of(letter)).get();
    }
}
