package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.TaskProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table and the topic of the dead letters, made anew under a stream, which is not told. */
@Tag("slow")
class ReplacedTargetsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    private Path checkpoints;

    private final LaidPipeline pipeline = LaidPipeline.named("replaced_targets");
    private final String letters = pipeline.topics().deadLetters();

    @Test
    void should_write_to_the_new_ones_what_the_old_ones_held_and_go_on() throws Exception {
        // given
        TestRun run = pipeline.run("manual__replaced").open();
        List<UUID> before = run.publish(50);
        run.publish("no user".getBytes(StandardCharsets.UTF_8));
        try (TaskProcess stream = pipeline.job(checkpoints).start();
                Admin kafka = Admin.create(pipeline.kafka().clientProperties())) {
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> pipeline.inPostgres(before) == before.size() && countLetters(kafka) == 1);
            // when
            pipeline.inPostgres("ALTER TABLE replaced_targets RENAME TO replaced_targets_of_old;"
                    + "CREATE TABLE replaced_targets (LIKE replaced_targets_of_old INCLUDING ALL)");
            replaceLetters(kafka);
            List<UUID> after = run.publish(50);
            // then
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> pipeline.inPostgres(before) == before.size()
                            && pipeline.inPostgres(after) == after.size()
                            && countLetters(kafka) == 1);
            assertThat(stream.stderr())
                    .anyMatch(line -> line.contains("postgres holds another table")
                            && line.contains("than the one that was written"))
                    .anyMatch(line -> line.contains("topic " + letters + " is another one"));
            assertThat(pipeline.inCassandra(after)).isEqualTo(after.size());
        }
    }

    private void replaceLetters(Admin kafka) throws Exception {
        int partitions = partitions(kafka);
        kafka.deleteTopics(List.of(letters)).all().get();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> isCreated(kafka, new NewTopic(letters, partitions, (short) 1)));
    }

    /** A topic is gone some time after its deletion was acknowledged. */
    private static boolean isCreated(Admin kafka, NewTopic topic) throws InterruptedException, ExecutionException {
        try {
            kafka.createTopics(List.of(topic)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private long countLetters(Admin kafka) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions(kafka))
                .mapToObj(partition -> new TopicPartition(letters, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return kafka.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    private int partitions(Admin kafka) throws InterruptedException, ExecutionException {
        return kafka.describeTopics(List.of(letters))
                .allTopicNames()
                .get()
                .get(letters)
                .partitions()
                .size();
    }
}
