package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path folder;

    @Test
    void should_not_take_an_earlier_start_for_this_one() throws IOException {
        Path path = Files.writeString(folder.resolve("kafka.log"), "Kafka Server started\n");

        LogFile log = LogFile.fromNow(path);

        assertThat(log.contains("started")).isFalse();
        Files.writeString(path, "Kafka Server started\n", StandardOpenOption.APPEND);
        assertThat(log.contains("started")).isTrue();
    }

    @Test
    void should_show_the_last_lines_of_this_start() throws IOException {
        Path path = Files.writeString(folder.resolve("kafka.log"), "earlier\n");
        LogFile log = LogFile.fromNow(path);
        Files.writeString(path, "one\ntwo\nthree\n", StandardOpenOption.APPEND);

        assertThat(log.lastLines(2)).containsExactly("two", "three");
        assertThat(log.lastLines(9)).containsExactly("one", "two", "three");
    }

    @Test
    void should_be_empty_while_the_file_is_not_there() {
        LogFile log = LogFile.fromNow(folder.resolve("logs/kafka.log"));

        assertThat(log.contains("")).isTrue();
        assertThat(log.lastLines(5)).isEmpty();
    }

    @Test
    void should_put_a_long_file_aside_at_the_next_start() throws IOException {
        Path path = Files.writeString(folder.resolve("kafka.log"), "x".repeat(11 * 1024 * 1024));

        LogFile log = LogFile.fromNow(path);

        assertThat(log.from()).isZero();
        assertThat(path).doesNotExist();
        assertThat(folder.resolve("kafka.log.1")).hasSize(11 * 1024 * 1024);
    }

    @Test
    void should_put_a_long_file_aside_under_a_server_that_runs() throws IOException {
        Path path = folder.resolve("kafka.log");
        try (OutputStream server = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            server.write(new byte[11 * 1024 * 1024]);

            LogFile.rotate(path);
            server.write("its next line\n".getBytes(StandardCharsets.UTF_8));

            assertThat(path).hasContent("its next line");
            assertThat(folder.resolve("kafka.log.1")).hasSize(11 * 1024 * 1024);
        }
    }

    @Test
    void should_leave_a_short_file_and_one_that_is_not_there() throws IOException {
        Path path = Files.writeString(folder.resolve("kafka.log"), "short");

        LogFile.rotate(path);
        LogFile.rotate(folder.resolve("none.log"));

        assertThat(path).hasContent("short");
        assertThat(folder).isDirectoryNotContaining("glob:**.1");
    }
}
