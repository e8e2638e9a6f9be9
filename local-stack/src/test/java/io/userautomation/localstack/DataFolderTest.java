package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.localstack.process.PidFile;
import io.userautomation.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path folder;

    private Process process;

    @BeforeEach
    void startSomething() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endIt() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void should_keep_a_second_supervisor_out_and_name_the_first() {
        try (DataFolder data = DataFolder.acquire(folder)) {
            assertThatThrownBy(() -> DataFolder.acquire(folder))
                    .isInstanceOf(StackException.class)
                    .hasMessage(
                            "%s is in use by another local stack (process %d): stop that one, or name another folder"
                                    .formatted(
                                            data.path(), ProcessHandle.current().pid()));
        }
    }

    @Test
    void should_let_the_next_one_in_when_the_first_is_done() {
        DataFolder.acquire(folder).close();

        try (DataFolder next = DataFolder.acquire(folder)) {
            assertThat(next.path()).isEqualTo(folder);
        }
    }

    @Test
    void should_end_a_server_that_an_earlier_supervisor_left_running() throws InterruptedException {
        pidFile().write(ProcessIdentity.of(process.pid()).orElseThrow());

        DataFolder.acquire(folder).close();

        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pidFile().read()).isEmpty();
    }

    @Test
    void should_spare_a_process_that_got_the_number_of_a_server_long_gone() {
        pidFile().write(new ProcessIdentity(process.pid(), "another boot:1"));

        DataFolder.acquire(folder).close();

        assertThat(process.isAlive()).isTrue();
        assertThat(pidFile().read()).isEmpty();
    }

    private PidFile pidFile() {
        return new PidFile(folder.resolve("pids/kafka.pid"));
    }
}
