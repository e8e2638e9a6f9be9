package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.localstack.Finished;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.Stores;
import io.userautomation.stores.contract.Users;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest version of a user stays, in both databases, whatever arrives after it. */
@Tag("slow")
class OlderVersionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static LaidPipeline pipeline;

    private final UUID id = UUID.randomUUID();
    private final String runId = "manual__" + id;
    private final long now = System.currentTimeMillis();

    @TempDir
    private Path checkpoints;

    @BeforeAll
    static void lay() {
        pipeline = LaidPipeline.named("older_version");
    }

    @Test
    void should_keep_the_newer_version_when_an_older_one_arrives_from_another_partition() throws Exception {
        put(0, now, "Newer");
        store(checkpoints);

        put(3, now - AN_HOUR.toMillis(), "Older");
        store(checkpoints);

        assertNewerIsStored();
    }

    @Test
    void should_keep_the_newer_version_when_both_arrive_in_one_batch_from_two_partitions() throws Exception {
        put(2, now, "Newer");
        put(1, now - AN_HOUR.toMillis(), "Older");

        store(checkpoints);

        assertNewerIsStored();
    }

    @Test
    void should_change_nothing_when_all_offsets_are_replayed(@TempDir Path otherCheckpoints) throws Exception {
        put(0, now - AN_HOUR.toMillis(), "Older");
        put(0, now, "Newer");
        store(checkpoints);
        String changed = ingestedAt();

        store(otherCheckpoints, "--start-over");

        assertNewerIsStored();
        assertThat(ingestedAt()).isEqualTo(changed);
    }

    private void put(int partition, long timestampMillis, String firstName) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                pipeline.topics().users(),
                partition,
                timestampMillis,
                id.toString().getBytes(StandardCharsets.UTF_8),
                UserRecordJson.writeBytes(Users.called(firstName, id)));
        new TopicRecords(pipeline.kafka()).put(List.of(TopicRecords.ofRun(runId, record)));
    }

    private void store(Path where, String... arguments) throws Exception {
        pipeline.run(runId).open().close();
        Finished finished = pipeline.job(where, "--run-id", runId)
                .arguments(arguments)
                .start()
                .await(PATIENCE);
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
    }

    private void assertNewerIsStored() throws Exception {
        for (ConfiguredStore store : pipeline.settings(Stores::from)) {
            try (StoreReader rows = store.reader()) {
                assertThat(rows.find(Set.of(id))).as(store.store()).hasEntrySatisfying(id, row -> assertThat(
                                row.holds(Users.called("Newer", id)))
                        .isTrue());
            }
        }
    }

    private String ingestedAt() throws Exception {
        return pipeline.valueInPostgres("SELECT ingested_at FROM older_version WHERE id = '%s'".formatted(id));
    }
}
