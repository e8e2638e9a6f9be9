package io.userautomation.sparkjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script spark-class, with a java that answers as Spark's launcher does. */
class SparkClassTest {

    private static final Path SCRIPT = Path.of("src/main/spark-home/bin/spark-class");

    @TempDir
    private Path folder;

    @BeforeEach
    void layJava() throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                echo "what a wrapper says first"
                [ -z "$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS$_JAVA_OPTIONS" ] || echo "[gc] Using Serial"
                [ -z "$BROKEN" ] || exit 1
                printf '\\0\\n'
                printf 'printf\\0%%s|\\0a b\\0'
                [ -z "$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS$_JAVA_OPTIONS" ] || echo "[gc] Pause"
                printf "it's\\0two\\nlines\\0\\0"
                printf '%s\\0' "$JAVA_TOOL_OPTIONS"
                echo "[gc] Heap"
                """, UTF_8);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void should_run_what_stands_between_the_first_nul_and_the_last() throws Exception {
        assertThat(run(Map.of(), 0)).isEqualTo("a b|it's|two\nlines|||");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void should_keep_what_a_jvm_says_out_of_the_command(String variable) throws Exception {
        assertThat(run(Map.of(variable, "-Xlog:gc*"), 0)).isEqualTo("a b|it's|two\nlines|||");
    }

    @Test
    void should_run_nothing_where_the_launcher_fails() throws Exception {
        assertThat(run(Map.of("BROKEN", "true"), 2)).isEmpty();
    }

    private String run(Map<String, String> variables, int status) throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(List.of(SCRIPT.toString(), "org.example.Main"))
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", folder.toString());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        return Files.readString(out, UTF_8);
    }
}
