package io.userautomation.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that end by an error. Of a heap of 16 MiB Java counts 15: one of its parts is always empty. */
class JvmErrorsIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            heap      | main     | OutOfMemoryError: the heap of 15 MiB is full; raise -Xmx in JAR_JVM_OPTIONS
            heap      | other    | OutOfMemoryError: the heap of 15 MiB is full; raise -Xmx in JAR_JVM_OPTIONS
            heap      | executor | OutOfMemoryError: the heap of 15 MiB is full; raise -Xmx in JAR_JVM_OPTIONS
            heap      | beat     | OutOfMemoryError: the heap of 15 MiB is full; raise -Xmx in JAR_JVM_OPTIONS
            stack     | main     | StackOverflowError: a thread's stack is full; raise -Xss in JAR_JVM_OPTIONS
            stack     | other    | StackOverflowError: a thread's stack is full; raise -Xss in JAR_JVM_OPTIONS
            class     | main     | NoClassDefFoundError: org/example/Absent; the jar is not whole
            class     | other    | NoClassDefFoundError: org/example/Absent; the jar is not whole
            assertion | main     | AssertionError, which is a fault of the program
            """)
    void should_end_with_1_a_sentence_and_the_last_line(String error, String thread, String sentence) throws Exception {
        // given
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ErringCommand.class.getName(),
                        error,
                        thread)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();

        // when
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();

        // then
        assertThat(ended).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        List<String> lines = Files.readAllLines(out, UTF_8);
        JsonObject last = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
        assertThat(last.get("task").getAsString()).isEqualTo("err");
        assertThat(last.get("status").getAsString()).isEqualTo("failed");
        assertThat(last.get("error").getAsString()).startsWith(sentence).doesNotContain("some user's name");
        assertThat(Files.readString(err, UTF_8)).contains("err: " + sentence);
    }
}
