package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.source.LogRecords;
import io.userautomation.sparkjob.source.LogReplacedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogContinuityTest {

    private static final CheckpointIdentity IDENTITY =
            new CheckpointIdentity("postgres", "cluster", "users", "id", "table", "1", "1");

    /** What stands on each partition; the first so many of them are deleted. */
    private final Map<Integer, List<String>> records = new HashMap<>();

    private final Map<Integer, Integer> deleted = new HashMap<>();

    @TempDir
    private Path parent;

    private CheckpointFolder folder;
    private final MemoryGroup group = new MemoryGroup();

    @BeforeEach
    void open_a_checkpoint() throws Exception {
        records.put(0, new ArrayList<>(List.of("a", "b", "c")));
        records.put(1, new ArrayList<>(List.of("x", "y")));
        folder = CheckpointFolder.open(parent, IDENTITY, Duration.ofSeconds(1));
        spark("metadata", "{\"id\":\"8f3f9494-a65e-43e9-862d-9a529d0caff0\"}");
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Test
    void should_go_on_in_a_log_that_is_the_same_and_longer() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        records.get(0).add("d");

        restart();
        store(1, Map.of(0, 4L, 1, 2L));
        restart();

        assertThat(folder.positions()).isEqualTo(Map.of(0, 4L, 1, 2L));
    }

    @Test
    void should_start_over_when_the_log_ends_before_what_was_stored() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        records.get(0).remove(2);

        restart();

        assertStartedOver();
    }

    @Test
    void should_start_over_when_the_log_is_as_long_or_longer_again_with_other_records() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        records.get(1).set(1, "other");
        records.get(1).add("more");

        restart();

        assertStartedOver();
    }

    @Test
    void should_start_over_when_a_partition_is_gone() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        records.remove(1);

        restart();

        assertStartedOver();
    }

    @Test
    void should_start_over_when_a_batch_that_was_not_committed_had_reached_further_than_the_log() throws Exception {
        store(0, Map.of(0, 2L, 1, 2L));
        spark("offsets/1", offsets(Map.of(0, 3L, 1, 2L)));
        records.get(0).remove(2);

        restart();

        assertStartedOver();
    }

    @Test
    void should_start_over_when_its_marks_can_t_be_read() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        Files.writeString(location().resolve("marks.json"), "{\"0\":");

        restart();

        assertStartedOver();
    }

    @Test
    void should_go_on_where_retention_has_deleted_what_it_would_compare() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        deleted.put(0, 3);

        restart();

        assertThat(folder.positions()).isEqualTo(Map.of(0, 3L, 1, 2L));
    }

    @Test
    void should_go_on_with_a_checkpoint_of_before_there_were_marks() throws Exception {
        spark("offsets/0", offsets(Map.of(0, 3L, 1, 2L)));
        spark("commits/0", "v1\n{\"nextBatchWatermarkMs\":0}");

        restart();

        assertThat(folder.positions()).isEqualTo(Map.of(0, 3L, 1, 2L));
    }

    @Test
    void should_fail_a_batch_behind_records_that_were_replaced_and_start_over_then() throws Exception {
        store(0, Map.of(0, 2L, 1, 2L));
        LogContinuity running = restart();
        records.get(0).set(1, "other");
        spark("offsets/1", offsets(Map.of(0, 3L, 1, 2L)));

        assertThatThrownBy(() -> running.before(1))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("partition 0 holds another record at offset 1")
                .hasCauseInstanceOf(LogReplacedException.class);
        restart();

        assertStartedOver();
    }

    @Test
    void should_notice_without_a_new_record_that_the_log_is_as_long_as_before_with_others() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        LogContinuity running = restart();
        running.require();
        records.get(0).set(2, "other");

        assertThatThrownBy(running::require)
                .hasMessageContaining("partition 0 holds another record at offset 2")
                .hasCauseInstanceOf(LogReplacedException.class);
    }

    @Test
    void should_fail_a_batch_that_ends_before_what_was_stored() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        LogContinuity running = restart();
        spark("offsets/1", offsets(Map.of(0, 1L, 1, 2L)));

        assertThatThrownBy(() -> running.before(1)).hasMessageContaining("partition 0 ends at offset 1");
    }

    @Test
    void should_store_again_in_the_new_generation_and_go_on_there_the_next_time() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        records.get(0).set(2, "other");
        restart();
        spark("metadata", "{\"id\":\"9f3f9494-a65e-43e9-862d-9a529d0caff0\"}");
        store(0, Map.of(0, 3L, 1, 2L));
        folder.close();

        folder = CheckpointFolder.open(parent, IDENTITY, Duration.ofSeconds(1));
        restart();

        assertThat(folder.positions()).isEqualTo(Map.of(0, 3L, 1, 2L));
        assertThat(folder.location()).contains("/generation-");
    }

    @Test
    void should_start_where_its_group_stands_when_the_folder_is_gone() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        anotherFolder();
        deleted.put(1, 1);

        Map<Integer, Long> start =
                new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres").atStart();

        assertThat(start).isEqualTo(Map.of(0, 3L, 1, 2L));
        assertThat(folder.marks()).hasValueSatisfying(marks -> assertThat(marks).containsOnlyKeys(0, 1));
    }

    @Test
    void should_start_where_its_group_stands_when_the_folder_is_an_older_copy() throws Exception {
        store(0, Map.of(0, 1L, 1, 1L));
        Path copy = parent.resolveSibling(parent.getFileName() + "-copy");
        copy(parent, copy);
        store(1, Map.of(0, 3L, 1, 1L));
        folder.close();
        folder = CheckpointFolder.open(copy, IDENTITY, Duration.ofSeconds(1));

        Map<Integer, Long> start =
                new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres").atStart();

        assertThat(start).isEqualTo(Map.of(0, 3L, 1, 1L));
        assertThat(folder.location()).contains("/generation-");
        assertThat(group.positions().get(0).offset()).isEqualTo(3);
    }

    @Test
    void should_start_where_the_log_begins_when_retention_has_passed_its_group() throws Exception {
        store(0, Map.of(0, 1L, 1, 2L));
        anotherFolder();
        deleted.put(0, 2);

        Map<Integer, Long> start =
                new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres").atStart();

        assertThat(start).isEqualTo(Map.of(0, 2L, 1, 2L));
    }

    @Test
    void should_start_over_when_the_folder_is_gone_and_the_log_another_one_than_its_group_knows() throws Exception {
        store(0, Map.of(0, 3L, 1, 2L));
        anotherFolder();
        records.get(0).set(2, "other");

        Map<Integer, Long> start =
                new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres").atStart();

        assertThat(start).isEmpty();
        assertThat(group.positions().values()).allMatch(position -> position.offset() == 0);
    }

    @Test
    void should_tell_its_group_at_the_start_what_a_release_without_groups_has_stored() throws Exception {
        spark("offsets/0", offsets(Map.of(0, 2L, 1, 2L)));
        spark("commits/0", "v1\n{\"nextBatchWatermarkMs\":0}");
        spark("offsets/1", offsets(Map.of(0, 3L, 1, 2L)));

        restart();

        assertThat(group.positions().get(0).offset()).isEqualTo(2);
    }

    @Test
    void should_keep_no_mark_of_a_batch_that_another_driver_s_group_refuses() throws Exception {
        store(0, Map.of(0, 2L, 1, 2L));
        LogContinuity running = restart();
        spark("offsets/1", offsets(Map.of(0, 3L, 1, 2L)));
        running.before(1);
        group.lose();

        assertThatThrownBy(() -> running.keep(1)).hasMessage("lost");
        assertThat(folder.marks().orElseThrow().get(0).end()).isEqualTo(2);
    }

    /** As on another host. */
    private void anotherFolder() throws Exception {
        folder.close();
        folder = CheckpointFolder.open(parent.resolve("elsewhere"), IDENTITY, Duration.ofSeconds(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void store(long batch, Map<Integer, Long> ends) throws Exception {
        LogContinuity running = new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres");
        running.atStart();
        spark("offsets/" + batch, offsets(ends));
        running.before(batch);
        running.keep(batch);
        spark("commits/" + batch, "v1\n{\"nextBatchWatermarkMs\":0}");
    }

    private LogContinuity restart() throws Exception {
        LogContinuity started = new LogContinuity(new ListedRecords(), new Checkpoint(folder, group), "postgres");
        started.atStart();
        return started;
    }

    private void assertStartedOver() throws IOException {
        assertThat(folder.positions()).isEmpty();
        assertThat(folder.marks()).contains(Map.of());
        assertThat(folder.location()).contains("/generation-");
    }

    private void spark(String file, String content) throws IOException {
        Path path = location().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private Path location() {
        return Path.of(URI.create(folder.location()).getPath());
    }

    private static String offsets(Map<Integer, Long> ends) {
        return "v1\n{\"batchWatermarkMs\":0}\n{\"users\":{%s}}"
                .formatted(ends.entrySet().stream()
                        .map(end -> "\"%d\":%d".formatted(end.getKey(), end.getValue()))
                        .collect(Collectors.joining(",")));
    }

    private final class ListedRecords implements LogRecords {

        @Override
        public Map<Integer, Long> ends(Set<Integer> partitions) {
            Map<Integer, Long> ends = new HashMap<>();
            records.forEach((partition, all) -> ends.put(partition, (long) all.size()));
            return ends;
        }

        @Override
        public Map<Integer, Long> begins() {
            Map<Integer, Long> begins = new HashMap<>();
            records.keySet().forEach(partition -> begins.put(partition, (long) deleted.getOrDefault(partition, 0)));
            return begins;
        }

        @Override
        public Set<Integer> differing(Map<Integer, RecordMark> marks) {
            return marks.entrySet().stream()
                    .filter(mark -> mark.getValue().offset() >= deleted.getOrDefault(mark.getKey(), 0))
                    .filter(mark -> !mark.getValue()
                            .equals(mark(mark.getKey(), mark.getValue().end())))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        @Override
        public Map<Integer, RecordMark> lastBefore(Map<Integer, Long> ends) {
            return ends.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> mark(end.getKey(), end.getValue())));
        }

        @Override
        public void close() {}

        private RecordMark mark(int partition, long end) {
            return new RecordMark(
                    end, end - 1, 1, records.get(partition).get((int) end - 1).hashCode());
        }
    }
}
