package io.userautomation.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.benchmarks.suite.Suite;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That each benchmark runs; how fast anything is, is no test's business. */
class BenchmarkIT {

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Tag("slow")
    @Test
    void should_measure_everything_and_leave_a_report(@TempDir Path folder) throws IOException {
        // when
        Finished finished = benchmarks("--quick", "--flame-graph", "--folder", folder.toString());
        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
        JsonObject figures = finished.lastStdoutLineAsJson();
        assertThat(figures.keySet()).containsExactlyElementsOf(Suite.IDS);
        for (String id : Suite.IDS) {
            assertThat(finished.stderr()).contains(id);
            assertThat(figures.getAsJsonObject(id).getAsJsonArray("figures")).isNotEmpty();
        }
        assertThat(Files.readString(folder.resolve("report.json")).strip()).isEqualTo(finished.lastStdoutLine());
        assertThat(Files.readString(folder.resolve("report.html"))).contains("new Chart(", finished.lastStdoutLine());
        assertThat(Files.readString(folder.resolve("flame-graph.html"))).contains("userautomation/");
        assertThat(folder.resolve("servers")).doesNotExist();
    }

    @Test
    void should_name_a_benchmark_that_there_is_not() {
        Finished finished = benchmarks("R1", "R99");
        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).contains("R99", "R1").doesNotContain("\tat ");
    }

    private static Finished benchmarks(String... arguments) {
        return TaskProcess.jar(Checkout.jar("benchmarks"))
                .workingFolder(Checkout.find().root())
                .arguments(arguments)
                .start()
                .await(PATIENCE);
    }
}
