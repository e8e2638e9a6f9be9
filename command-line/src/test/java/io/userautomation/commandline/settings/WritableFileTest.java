package io.userautomation.commandline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFileTest {

    @TempDir
    private Path folder;

    @Test
    void should_take_a_new_file_and_one_that_is_there() throws IOException {
        // given
        Path there = Files.createFile(folder.resolve("there.html"));

        // then
        assertThat(WritableFile.of(folder.resolve("new.html").toString())).isEqualTo(folder.resolve("new.html"));
        assertThat(WritableFile.of(there.toString())).isEqualTo(there);
        assertThat(folder.resolve("new.html")).doesNotExist();
    }

    @Test
    void should_refuse_a_folder_a_device_and_a_file_in_no_folder() throws IOException {
        // given
        Path file = Files.createFile(folder.resolve("file"));

        // then
        assertRefused(folder.toString());
        assertRefused("/");
        assertRefused("/dev/null");
        assertRefused(folder.resolve("absent/page.html").toString());
        assertRefused(file.resolve("page.html").toString());
        assertRefused("page\0.html");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> WritableFile.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
