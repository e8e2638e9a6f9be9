package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void should_unpack_folders_files_and_links() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "lib/", '5', "", "0000755", "");
        entry(tar, "lib/libpq.so.5.17", '0', "x".repeat(513), "0000644", "");
        entry(tar, "lib/libpq.so", '2', "", "0000777", "libpq.so.5.17");
        entry(tar, "bin/postgres", '0', "program", "0000755", "");
        tar.writeBytes(new byte[1024]);

        new TarArchive(new ByteArrayInputStream(tar.toByteArray())).unpackTo(folder);

        assertThat(folder.resolve("lib/libpq.so")).isSymbolicLink().hasContent("x".repeat(513));
        assertThat(folder.resolve("bin/postgres")).hasContent("program").isExecutable();
        assertThat(Files.isExecutable(folder.resolve("lib/libpq.so.5.17"))).isFalse();
    }

    @Test
    void should_refuse_a_file_outside_of_the_folder() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "../elsewhere", '0', "x", "0000644", "");

        assertThatIOException()
                .isThrownBy(() ->
                        new TarArchive(new ByteArrayInputStream(tar.toByteArray())).unpackTo(folder.resolve("inner")))
                .withMessageStartingWith("archive names a file outside of itself: ");
    }

    @Test
    void should_refuse_what_it_does_not_know() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "device", '3', "", "0000644", "");

        assertThatIOException()
                .isThrownBy(() -> new TarArchive(new ByteArrayInputStream(tar.toByteArray())).unpackTo(folder))
                .withMessage("archive holds an entry of unknown type '3'");
    }

    private static void entry(
            ByteArrayOutputStream tar, String name, char type, String content, String mode, String link) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, mode);
        put(header, 124, "%011o".formatted(content.length()));
        put(header, 156, Character.toString(type));
        put(header, 157, link);
        tar.writeBytes(header);
        tar.writeBytes(content.getBytes(StandardCharsets.UTF_8));
        tar.writeBytes(new byte[(512 - content.length() % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
