package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that has lost the end of its log, as after a power failure: an older copy of its folder, under the same cluster
 * and topic ids, takes other records at the same offsets.
 */
@Tag("slow")
class RestoredBrokerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String STARTING_OVER = "may have lost the end of their log";

    @TempDir
    private Path folder;

    @Test
    void should_store_every_record_that_it_acknowledges_afterwards() throws Exception {
        Map<String, String> servers =
                new HashMap<>(Stack.shared(ServerKind.POSTGRES).environment());
        try (Stack own = Stack.start(folder.resolve("stack"), Ports.free(), Set.of(ServerKind.KAFKA))) {
            servers.putAll(own.environment());
            servers.put("STORES", "postgres");
            LaidPipeline pipeline = LaidPipeline.on(servers, "restored_broker");
            Server broker = own.server(ServerKind.KAFKA);
            pipeline.run("manual__kept").open().publish(60);
            broker.stop();
            copy(own.data().resolve("kafka"), folder.resolve("copy"));
            broker.restart();
            store(pipeline, "manual__lost", 40);

            // Longer than before, with others at the offsets that the checkpoint has passed.
            restore(own, broker);
            assertThat(store(pipeline, "manual__longer", 100)).contains(STARTING_OVER);
            // Shorter than before.
            restore(own, broker);
            assertThat(store(pipeline, "manual__shorter", 10))
                    .contains(STARTING_OVER)
                    .doesNotContain("IllegalStateException");
            // Under a stream, which goes on by itself.
            TestRun run = pipeline.run("manual__streamed").open();
            try (TaskProcess stream =
                    pipeline.job(folder.resolve("checkpoints")).start()) {
                List<UUID> before = run.publish(50);
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> pipeline.inPostgres(before) == before.size());
                restore(own, broker);
                List<UUID> after = run.publish(200);
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> pipeline.inPostgres(after) == after.size());
                stream.terminate();
                assertThat(stream.await(PATIENCE).stderr()).contains(STARTING_OVER);
            }
        }
    }

    /** Publishes a run, stores it, and finds all of it. @return what the job has logged */
    private String store(LaidPipeline pipeline, String runId, int users) throws Exception {
        TestRun run = pipeline.run(runId).open();
        List<UUID> published = run.publish(users);
        run.close();
        Finished finished = pipeline.job(folder.resolve("checkpoints"), "--run-id", runId)
                .start()
                .await(PATIENCE);
        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(pipeline.inPostgres(published)).isEqualTo(users);
        return finished.stderr();
    }

    private void restore(Stack own, Server broker) throws IOException {
        broker.stop();
        Path data = own.data().resolve("kafka");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(folder.resolve("copy"), data);
        broker.restart();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
