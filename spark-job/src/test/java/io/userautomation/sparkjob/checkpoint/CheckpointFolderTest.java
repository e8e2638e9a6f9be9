package io.userautomation.sparkjob.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    void should_wait_for_a_driver_of_0_1_which_locks_the_folder_for_itself_and_name_it() throws Exception {
        Path lock =
                Files.createDirectories(parent.resolve(IDENTITY.folderName())).resolve("driver.lock");
        Files.writeString(lock, "process 7 on elsewhere since 2026-11-21T00:00:00Z");

        try (FileChannel older = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = older.lock()) {
            assertThat(held.isShared()).isFalse();
            assertThatThrownBy(() -> CheckpointFolder.open(parent, IDENTITY, SHORT))
                    .isInstanceOf(TaskException.class)
                    .hasMessageContaining(IDENTITY.folderName())
                    .hasMessageContaining("in use by process 7 on elsewhere");
        }
    }

    @Test
    void should_keep_a_driver_of_0_1_out_but_none_of_its_own_kind() throws Exception {
        Path lock = parent.resolve(IDENTITY.folderName()).resolve("driver.lock");

        try (CheckpointFolder folder = CheckpointFolder.open(parent, IDENTITY, SHORT)) {
            assertThat(folder.location()).endsWith(IDENTITY.folderName());
            // As other processes: within one, Java refuses every second lock.
            assertThat(locks("--shared", lock)).isTrue();
            assertThat(locks("--exclusive", lock)).isFalse();
        }
        assertThat(locks("--exclusive", lock)).isTrue();
    }

    /** By fcntl, as Java does. */
    private static boolean locks(String how, Path lock) throws Exception {
        String program = "import fcntl, sys; f = open(sys.argv[2], 'r+');"
                + " fcntl.lockf(f, (fcntl.LOCK_SH if sys.argv[1] == '--shared' else fcntl.LOCK_EX) | fcntl.LOCK_NB)";
        return new ProcessBuilder("python3", "-c", program, how, lock.toString())
                        .start()
                        .waitFor()
                == 0;
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
