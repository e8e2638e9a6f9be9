package io.userautomation.systemtests;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars on a Java that jlink has left nothing of but its base. */
@Tag("slow")
class TrimmedJavaIT {

    @TempDir
    private static Path folder;

    private static Path java;

    @BeforeAll
    static void link() {
        Path home = Path.of(System.getProperty("java.home"));
        Finished linked = TaskProcess.command(home.resolve("bin/jlink").toString())
                .arguments("--add-modules", "java.base")
                .arguments("--output", folder.resolve("java").toString())
                .start()
                .await(PATIENCE);
        assertThat(linked.exitStatus()).as(linked.toString()).isZero();
        java = folder.resolve("java/bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema-init", "producer-task", "audit-task", "dead-letter-task", "metrics-exporter"})
    void should_say_so_in_a_sentence(String module) {
        // when
        Finished finished = TaskProcess.command(java.toString())
                .arguments("-jar", Checkout.jar(module).toString(), "--version")
                .start()
                .await(PATIENCE);

        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isOne();
        assertThat(finished.stderr()).contains("this Java is a trimmed one").doesNotContain("\tat ");
        assertThat(finished.lastStdoutLineAsJson().get("error").getAsString())
                .isEqualTo(
                        "NoClassDefFoundError: sun/misc/Signal; this Java is a trimmed one that lacks a module: use a"
                                + " whole JDK or JRE, 17 or later");
    }
}
