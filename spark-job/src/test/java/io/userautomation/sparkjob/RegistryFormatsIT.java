package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RecordSchema;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.registry.SchemaRegistry;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.stores.contract.Users;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One topic on which users come in all formats, beside what names a schema that nobody knows. */
@Tag("slow")
class RegistryFormatsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String RUN = "manual__formats";
    private static final int EACH = 20;
    private static final int NOBODYS_ID = 999_999;

    private final LaidPipeline pipeline = LaidPipeline.on(
            Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SCHEMA_REGISTRY)
                    .environment(),
            "registry_formats");
    private final SchemaRegistry registry = new SchemaRegistry(pipeline.settings(SchemaRegistrySettings::from));
    private final String subject = SubjectSchemas.subjectOf(pipeline.topics().users());

    @Test
    void should_store_users_of_every_format_and_dead_letter_what_is_none(@TempDir Path checkpoints) throws Exception {
        // given
        TestRun run = pipeline.run(RUN).open();
        TopicRecords kafka = new TopicRecords(pipeline.kafka());
        List<UUID> ids = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        RecordEncoder avro = RecordEncoder.of(RecordFormat.AVRO, registered(RecordFormat.AVRO));
        RecordEncoder protobuf = RecordEncoder.of(RecordFormat.PROTOBUF, registered(RecordFormat.PROTOBUF));
        RecordEncoder jsonSchema = RecordEncoder.of(RecordFormat.JSON_SCHEMA, registered(RecordFormat.JSON_SCHEMA));
        for (int i = 0; i < EACH; i++) {
            records.add(record(ids, id -> UserRecordJson.writeBytes(Users.called("Ada", id))));
            records.add(record(ids, id -> avro.write(Users.called("Ada", id))));
            records.add(record(ids, id -> protobuf.write(Users.called("Ada", id))));
            records.add(record(ids, id -> jsonSchema.write(Users.called("Ada", id))));
        }
        byte[] unknown = ByteBuffer.allocate(5).put((byte) 0).putInt(NOBODYS_ID).array();
        byte[] truncated = {0, 0};
        records.add(EACH, plain(unknown));
        records.add(EACH, plain(truncated));
        kafka.put(records);
        run.close();

        // when
        Finished finished = pipeline.job(checkpoints, "--run-id", RUN).start().await(PATIENCE);

        // then
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(pipeline.inCassandra(ids)).isEqualTo(4 * EACH);
        assertThat(pipeline.inPostgres(ids)).isEqualTo(4 * EACH);
        assertThat(kafka.all(pipeline.topics().deadLetters()).stream()
                        .map(letter -> TopicRecords.header(letter, DeadLetterHeaders.EXCEPTION_MESSAGE))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "the value has a registry's magic byte, and schema id 999999 is unknown to subject " + subject,
                        "the value has a registry's magic byte, but no schema's id follows it");
    }

    /** Of another kind than the one before it, which is compatible with none. */
    private int registered(RecordFormat format) throws Exception {
        String schema = RecordSchema.text(format);
        if (registry.find(subject, format, schema).isEmpty()) {
            registry.setCompatibility(subject, "NONE");
            registry.register(subject, format, schema);
        }
        return registry.find(subject, format, schema).orElseThrow().id();
    }

    private ProducerRecord<byte[], byte[]> record(List<UUID> ids, Encoder encoder) {
        UUID id = UUID.randomUUID();
        ids.add(id);
        return TopicRecords.ofRun(
                RUN,
                new ProducerRecord<>(
                        pipeline.topics().users(), id.toString().getBytes(StandardCharsets.UTF_8), encoder.write(id)));
    }

    private ProducerRecord<byte[], byte[]> plain(byte[] value) {
        return TopicRecords.ofRun(RUN, new ProducerRecord<>(pipeline.topics().users(), value));
    }

    /** Makes one user's value. */
    @FunctionalInterface
    private interface Encoder {
        byte[] write(UUID id);
    }
}
