package io.userautomation.sparkjob.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final CheckpointIdentity IDENTITY = new CheckpointIdentity(
            "postgres", "cluster", "users_created", "topic-id", "jdbc:postgresql://h:1/d", "user_data", "table 1", "1");
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path parent;

    @Test
    void should_leave_its_identity_in_words_beside_the_offsets() throws Exception {
        try (CheckpointFolder folder = CheckpointFolder.open(parent, IDENTITY, SHORT)) {
            Path place = parent.resolve(IDENTITY.folderName());
            assertThat(folder.location()).isEqualTo("file://" + place.toAbsolutePath());
            assertThat(place.resolve("identity.json")).content().contains("\"topic_id\": \"topic-id\"");
        }
    }

    @Test
    void should_keep_a_second_driver_out_and_name_the_first() throws Exception {
        CheckpointFolder first = CheckpointFolder.open(parent, IDENTITY, SHORT);

        try (first) {
            assertThatThrownBy(() -> CheckpointFolder.open(parent, IDENTITY, SHORT))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining(IDENTITY.folderName())
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid() + " on ");
        }
    }

    @Test
    void should_let_the_next_driver_in_once_the_first_is_gone() throws Exception {
        CheckpointFolder.open(parent, IDENTITY, SHORT).close();

        try (CheckpointFolder second = CheckpointFolder.open(parent, IDENTITY, SHORT)) {
            assertThat(second.location()).endsWith(IDENTITY.folderName());
        }
    }

    @Test
    void should_let_two_sinks_work_side_by_side() throws Exception {
        CheckpointIdentity other = new CheckpointIdentity(
                "cassandra", "cluster", "users_created", "topic-id", "h:9042", "ks.t", "table 1", "1");

        try (CheckpointFolder one = CheckpointFolder.open(parent, IDENTITY, SHORT);
                CheckpointFolder two = CheckpointFolder.open(parent, other, SHORT)) {
            assertThat(one.location()).isNotEqualTo(two.location());
        }
        try (var folders = Files.list(parent)) {
            assertThat(folders).hasSize(2);
        }
    }
}
