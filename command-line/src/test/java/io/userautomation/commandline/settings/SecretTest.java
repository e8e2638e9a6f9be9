package io.userautomation.commandline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "first\n");
    }

    @Test
    void should_be_what_its_file_holds_now() throws IOException {
        Secret secret = Secret.in(file, "otherwise");

        assertThat(secret.text()).isEqualTo("first");
        Files.writeString(file, "second\n");
        assertThat(secret.text()).isEqualTo("second");
    }

    @Test
    void should_stay_what_it_was_while_its_file_is_empty_or_away() throws IOException {
        Secret secret = Secret.in(file, "otherwise");
        assertThat(secret.text()).isEqualTo("first");

        Files.writeString(file, "");
        assertThat(secret.text()).isEqualTo("first");
        Files.delete(file);
        assertThat(secret.text()).isEqualTo("first");
        assertThat(Secret.in(file, "otherwise").text()).isEqualTo("otherwise");
    }

    @Test
    void should_travel_as_the_text_that_it_is_then() throws Exception {
        Secret secret = Secret.in(file, "otherwise");
        Files.writeString(file, "second");

        Secret travelled = travelled(secret);

        Files.delete(file);
        assertThat(travelled.text()).isEqualTo("second");
        assertThat(travelled.file()).isEmpty();
        assertThat(travelled).isEqualTo(Secret.of("second")).hasSameHashCodeAs(Secret.of("second"));
    }

    @Test
    void should_be_the_same_as_another_of_its_file() {
        assertThat(Secret.in(file, "a")).isEqualTo(Secret.in(file, "b")).hasSameHashCodeAs(Secret.in(file, "b"));
        assertThat(Secret.in(file, "first")).isNotEqualTo(Secret.of("first"));
        assertThat(Secret.of("first")).isNotEqualTo(Secret.of("second"));
    }

    @Test
    void should_not_be_printed() {
        assertThat("" + Secret.of("first") + Secret.in(file, "otherwise")).doesNotContain("first", "otherwise");
    }

    private static Secret travelled(Secret secret) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(secret);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Secret) in.readObject();
        }
    }
}
