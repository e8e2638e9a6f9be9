package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.stores.contract.Users;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that an operator's rule refuses: nobody who reads logs or reasons learns what was in it. */
class RefusedRowIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CANARY = "Canary";
    private static final String RUN = "manual__refused";

    @Test
    void should_dead_letter_the_row_and_say_nothing_of_it_anywhere(@TempDir Path checkpoints) throws Exception {
        LaidPipeline pipeline = LaidPipeline.named("refused_row");
        pipeline.inPostgres("ALTER TABLE refused_row ADD CONSTRAINT no_canary CHECK (first_name <> 'Canary')");
        TestRun run = pipeline.run(RUN).open();
        TopicRecords kafka = new TopicRecords(pipeline.kafka());
        kafka.put(List.of(record(pipeline, "Ada"), record(pipeline, CANARY), record(pipeline, "Grace")));
        run.close();

        Finished finished = pipeline.job(checkpoints, "--run-id", RUN).start().await(PATIENCE);

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.stderr()).doesNotContain(CANARY, "someone@example.com", "(555) 123-4567");
        assertThat(String.join("\n", finished.stdout())).doesNotContain(CANARY);
        assertThat(pipeline.valueInPostgres("SELECT count(*) FROM refused_row")).isEqualTo("2");
        List<ConsumerRecord<byte[], byte[]>> letters =
                kafka.all(pipeline.topics().deadLetters());
        assertThat(letters).hasSize(1);
        assertThat(TopicRecords.header(letters.get(0), DeadLetterHeaders.EXCEPTION_MESSAGE))
                .isEqualTo("SQLSTATE 23514: check_violation table refused_row constraint no_canary");
        letters.get(0).headers().forEach(header -> assertThat(
                        header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8))
                .as(header.key())
                .doesNotContain(CANARY, "someone@example.com"));
    }

    private static ProducerRecord<byte[], byte[]> record(LaidPipeline pipeline, String firstName) {
        UUID id = UUID.randomUUID();
        return TopicRecords.ofRun(
                RUN,
                new ProducerRecord<>(
                        pipeline.topics().users(),
                        id.toString().getBytes(StandardCharsets.UTF_8),
                        UserRecordJson.writeBytes(Users.called(firstName, id))));
    }
}
