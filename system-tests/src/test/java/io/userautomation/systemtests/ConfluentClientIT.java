package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RecordSchema;
import io.userautomation.kafka.registry.RegisteredFormat;
import io.userautomation.kafka.registry.SchemaRegistry;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.kafka.registry.TopicRecordReader;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written here Confluent's client reads, and the other way round: bytes by a registry that both ask. */
@Tag("slow")
class ConfluentClientIT {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Path RESOURCES =
            Checkout.find().root().resolve("system-tests/src/test/resources/io/userautomation/systemtests/formats");
    private static final Path VENV = Path.of("target", "confluent-venv").toAbsolutePath();
    private static final HexFormat HEX = HexFormat.of();

    private static SchemaRegistrySettings settings;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment =
                Stack.shared(ServerKind.SCHEMA_REGISTRY).environment();
        settings = SchemaRegistrySettings.from(new SettingsReader(environment));
        String script = Checkout.find().root().resolve("script/airflow-venv.sh").toString();
        lines(
                List.of(),
                script,
                VENV.toString(),
                RESOURCES.resolve("requirements.txt").toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFormat.class,
            names = {"JSON_SCHEMA", "AVRO", "PROTOBUF"})
    void should_read_what_the_other_writes(RecordFormat format) throws Exception {
        // given
        String topic = "oracle_" + format.word();
        SchemaRegistry registry = new SchemaRegistry(settings);
        registry.register(SubjectSchemas.subjectOf(topic), format, RecordSchema.text(format));
        RecordEncoder encoder = RegisteredFormat.encoder(format, settings, topic, Duration.ofSeconds(10));
        TopicRecordReader reader = new TopicRecordReader(settings, topic, Duration.ofSeconds(10));
        List<UserRecord> users = users();

        // when
        List<String> theirs = oracle(
                topic,
                format,
                "write",
                users.stream().map(UserRecordJson::write).toList());
        List<String> read = oracle(
                topic,
                format,
                "read",
                users.stream().map(encoder::write).map(HEX::formatHex).toList());

        // then
        assertThat(theirs.stream().map(HEX::parseHex).map(value -> reader.read(value, new RecordHeaders())))
                .containsExactlyElementsOf(users.stream().map(Valid::new).toList());
        assertThat(read.stream().map(JsonParser::parseString))
                .containsExactlyElementsOf(users.stream()
                        .map(UserRecordJson::write)
                        .map(JsonParser::parseString)
                        .toList());
        if (format != RecordFormat.JSON_SCHEMA) {
            assertThat(theirs.stream().map(ConfluentClientIT::behindTheId))
                    .containsExactlyElementsOf(users.stream()
                            .map(encoder::write)
                            .map(HEX::formatHex)
                            .map(ConfluentClientIT::behindTheId)
                            .toList());
        }
    }

    private static String behindTheId(String hex) {
        assertThat(hex).startsWith("00");
        return hex.substring(2 * (1 + Integer.BYTES));
    }

    private static List<UserRecord> users() {
        List<UserRecord> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            boolean bare = i % 3 == 0;
            users.add(new UserRecord(
                    new UUID(7, i).toString(),
                    i % 2 == 0 ? "Ада 😀" : "x".repeat(300),
                    "L\"ove\\lace",
                    "female",
                    bare ? null : "1 A, B, C, D",
                    bare ? null : "",
                    "a@b.c",
                    "ada" + i,
                    bare ? null : "1993-07-20T09:44:18.674Z",
                    null,
                    bare ? "1" : null,
                    null));
        }
        return users;
    }

    private List<String> oracle(String topic, RecordFormat format, String direction, List<String> input)
            throws IOException, InterruptedException {
        Path schema = Files.writeString(temporary.resolve("schema"), RecordSchema.text(format));
        return lines(
                input,
                VENV.resolve("bin/python").toString(),
                RESOURCES.resolve("oracle.py").toString(),
                settings.url().orElseThrow(),
                topic,
                format.word(),
                schema.toString(),
                direction);
    }

    /** What a command says on stdout to what it is told on stdin. */
    private static List<String> lines(List<String> input, String... command) throws IOException, InterruptedException {
        Path in = Files.createTempFile("oracle", ".in");
        Path out = Files.createTempFile("oracle", ".out");
        Path err = Files.createTempFile("oracle", ".err");
        Files.write(in, input);
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(() -> read(err)).isZero();
            return Files.readAllLines(out);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
