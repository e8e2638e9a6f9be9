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

    private static final CheckpointIdentity IDENTITY =
            new CheckpointIdentity("postgres", "cluster", "users_created", "topic-id", "user_data", "table 1", "1");
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
    void should_go_on_in_the_folder_that_an_older_version_named_by_the_address_as_well() throws Exception {
        older("postgres-0123456789ab", IDENTITY.toJson().replace("\"table\"", "\"address\": \"h:1\",\n  \"table\""));
        older("postgres-1123456789ab", IDENTITY.toJson().replace("user_data", "another"));
        older("postgres-2123456789ab", "damaged");

        try (CheckpointFolder folder = CheckpointFolder.open(parent, IDENTITY, SHORT)) {
            assertThat(folder.location()).endsWith("/postgres-0123456789ab");
        }
    }

    private void older(String name, String identity) throws Exception {
        Files.createDirectories(parent.resolve(name).resolve("offsets"));
        Files.writeString(parent.resolve(name).resolve("identity.json"), identity);
    }

    @Test
    void should_let_two_sinks_work_side_by_side() throws Exception {
        CheckpointIdentity other =
                new CheckpointIdentity("cassandra", "cluster", "users_created", "topic-id", "ks.t", "table 1", "1");

        try (CheckpointFolder one = CheckpointFolder.open(parent, IDENTITY, SHORT);
                CheckpointFolder two = CheckpointFolder.open(parent, other, SHORT)) {
            assertThat(one.location()).isNotEqualTo(two.location());
        }
        try (var folders = Files.list(parent)) {
            assertThat(folders).hasSize(2);
        }
    }
}
