package io.userautomation.systemtests.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the search for secrets finds one, wherever it is hidden. */
class SecretScannerTest {

    private static final String CANARY = "c4nary+/?&=\u00e9-7f3a9b2e5d81";

    private final SecretScanner scanner = new SecretScanner(Map.of("the password", CANARY));

    @TempDir
    private Path folder;

    @Test
    void should_find_a_secret_in_a_line_and_not_repeat_it() {
        assertThat(scanner.in("the log", "INFO connecting with " + CANARY + " to it"))
                .containsExactly("the log: the password");
    }

    @Test
    void should_find_nothing_where_there_is_none() {
        assertThat(scanner.in("the log", "INFO connecting with c4nary to it")).isEmpty();
        assertThat(scanner.in("the log", "")).isEmpty();
    }

    @Test
    void should_find_a_secret_in_a_url_and_in_hexadecimal_digits() {
        assertThat(scanner.in("a page", "http://h/?p=" + URLEncoder.encode(CANARY, StandardCharsets.UTF_8) + "&q"))
                .containsExactly("a page: the password, URL-encoded");
        assertThat(scanner.in("a page", "0x" + HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("a page: the password, in hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "use", "user", "user:"})
    void should_find_a_secret_in_base64_whatever_stands_before_and_behind_it(String before) {
        byte[] bytes = (before + CANARY + ":more").getBytes(StandardCharsets.UTF_8);

        assertThat(scanner.in("a header", "Basic " + Base64.getEncoder().encodeToString(bytes)))
                .contains("a header: the password, in Base64");
        assertThat(scanner.in("a token", Base64.getUrlEncoder().encodeToString(bytes)))
                .isNotEmpty();
    }

    @Test
    void should_find_a_secret_in_a_packed_file_of_a_folder() throws IOException {
        // given
        Path file = Files.createDirectories(folder.resolve("a/b")).resolve("events.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(("{\"password\":\"" + CANARY + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("a/clean.log"), "nothing");
        // when, then
        assertThat(scanner.inFilesOf(folder)).containsExactly(file + ": the password");
    }

    @Test
    void should_find_a_secret_among_the_arguments_of_a_process() throws Exception {
        // given
        try (CommandLineWatch watch = new CommandLineWatch()) {
            Process process = new ProcessBuilder("sh", "-c", "sleep 60; true", "sh", "--password=" + CANARY).start();
            try {
                // when, then
                await().atMost(Duration.ofSeconds(30)).until(() -> watch.seen().stream()
                        .anyMatch(line -> !scanner.in("arguments", latin1(line)).isEmpty()));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    @Test
    void should_refuse_a_secret_that_would_be_found_by_chance() {
        assertThatThrownBy(() -> new SecretScanner(Map.of("the password", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the password is too short to be told from chance");
    }

    /** A command line is read byte by byte. */
    private static byte[] latin1(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }
}
