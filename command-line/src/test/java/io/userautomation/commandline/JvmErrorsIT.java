package io.userautomation.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            module    | main     | NoClassDefFoundError: java/sql/Driver; this Java is a trimmed one
            library   | main     | UnsatisfiedLinkError: no absent in java.library.path
            library   | other    | UnsatisfiedLinkError: no absent in java.library.path
            library   | executor | UnsatisfiedLinkError: no absent in java.library.path
            assertion | main     | AssertionError, which is a fault of the program
            """)
    void should_end_with_1_a_sentence_and_the_last_line(String error, String thread, String sentence) throws Exception {
        // when
        int status = status(List.of(), error, thread);

        // then
        assertThat(status).isEqualTo(1);
        List<String> lines = Files.readAllLines(folder.resolve("out"), UTF_8);
        JsonObject last = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
        assertThat(last.get("task").getAsString()).isEqualTo("err");
        assertThat(last.get("status").getAsString()).isEqualTo("failed");
        assertThat(last.get("error").getAsString()).startsWith(sentence).doesNotContain("some user's name");
        String err = Files.readString(folder.resolve("err"), UTF_8);
        assertThat(err).contains("err: " + sentence);
        if (!List.of("class", "assertion").contains(error)) {
            assertThat(err).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "other"})
    void should_end_with_a_summary_also_where_a_library_ends_the_process(String thread) throws Exception {
        // when
        int status = status(List.of(), "exit", thread);

        // then
        assertThat(status).isEqualTo(50);
        JsonObject summary =
                Summary.last(Files.readAllLines(folder.resolve("out"), UTF_8)).orElseThrow();
        assertThat(summary.get("status").getAsString()).isEqualTo("failed");
        assertThat(summary.get("error").getAsString()).startsWith("the process was ended before its task");
    }

    @Test
    void should_be_found_among_the_lines_of_the_jvm() throws Exception {
        // when
        int status = status(List.of("-Xlog:gc*"), "class", "main");

        // then
        assertThat(status).isEqualTo(1);
        List<String> lines = Files.readAllLines(folder.resolve("out"), UTF_8);
        assertThat(lines.get(lines.size() - 1)).contains("[gc,heap,exit");
        assertThat(Summary.last(lines).orElseThrow().get("task").getAsString()).isEqualTo("err");
    }

    private int status(List<String> options, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), ErringCommand.class.getName()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        return process.exitValue();
    }
}
