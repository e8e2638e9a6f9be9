package io.userautomation.systemtests;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.randomuser.RandomUserApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream as a stack starts it, on servers of its own: it would keep the checkpoints from other tests' drivers. */
@Tag("slow")
class StreamIT {

    private static final String RUN = "beside-the-stream";

    private static final Duration END = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void should_store_a_run_that_has_no_driver_of_its_own_and_end_when_it_is_told_to() throws Exception {
        try (Stack stack = Stack.start(folder, Ports.free(), Set.of(ServerKind.STREAM));
                RandomUserApi api = RandomUserApi.start();
                Databases databases = new Databases(stack)) {
            PipelineTasks tasks = new PipelineTasks(stack, api.url());
            assertThat(tasks.openRun(RUN, "--users", "200").exitStatus()).isZero();
            assertThat(tasks.startPublish(RUN).await(PATIENCE).exitStatus()).isZero();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(databases.cassandraRows()).hasSize(200);
                assertThat(databases.postgresRows()).hasSize(200);
            });
            assertThat(tasks.closeRun(RUN).exitStatus()).isZero();
            assertThat(tasks.audit(RUN).exitStatus()).isZero();

            Server stream = stack.server(ServerKind.STREAM);
            long start = System.nanoTime();
            stream.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(END);
            List<String> log = Files.readAllLines(stream.log());
            assertThat(JsonParser.parseString(log.get(log.size() - 1))
                            .getAsJsonObject()
                            .get("task")
                            .getAsString())
                    .isEqualTo("spark-job");
        }
    }
}
