package io.userautomation.sparkjob;

import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spark master without a worker: the application gets no core. */
@Tag("slow")
class NoExecutorIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void should_say_soon_that_spark_has_given_no_executor_and_what_to_do() throws Exception {
        LaidPipeline pipeline = LaidPipeline.named("no_executor");
        pipeline.run("manual__no_executor").open().publish(5);
        try (Stack master = Stack.start(folder.resolve("stack"), Ports.free(), Set.of(ServerKind.SPARK_MASTER));
                TaskProcess stream = pipeline.job(
                                master.environment().get("SPARK_MASTER"), folder.resolve("checkpoints"))
                        .environment(master.environment())
                        .start()) {
            await().atMost(PATIENCE).until(() -> stream.stderr().stream()
                    .anyMatch(line -> line.contains("Spark has given no executor") && line.contains("free cores")));
        }
    }
}
