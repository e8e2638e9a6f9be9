package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    private Path folder;

    private PidFile file;

    @BeforeEach
    void name() {
        file = new PidFile(folder.resolve("pids/kafka.pid"));
    }

    @Test
    void should_tell_what_was_written() {
        ProcessIdentity identity = new ProcessIdentity(4711, "boot:12345");

        file.write(identity);

        assertThat(file.read()).hasValue(identity);
    }

    @Test
    void should_tell_nothing_before_and_after() {
        assertThat(file.read()).isEmpty();

        file.write(new ProcessIdentity(4711, "boot:12345"));
        file.delete();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void should_tell_nothing_of_a_file_that_was_cut_short() throws IOException {
        file.write(new ProcessIdentity(4711, "boot:12345"));
        Files.writeString(file.path(), "4711");

        assertThat(file.read()).isEmpty();
    }
}
