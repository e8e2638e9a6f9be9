package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.PipelineTasks;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Executors, the worker and the master of the standalone cluster end under a driver that goes on. */
@Tag("T3")
@Tag("faults-full")
class T03SparkServersKilledIT {

    private static final int PER_SECOND = 200;

    private static OwnPipeline pipeline;

    @BeforeAll
    static void lay() {
        pipeline = OwnPipeline.lay("t03_spark");
    }

    @AfterAll
    static void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Fault("executor kill -9")
    void should_go_on_with_a_new_executor(FaultReport report) throws Exception {
        whileStreaming(report, () -> {
            ProcessHandle executor = executor();
            executor.destroyForcibly();
            await().until(() -> !executor.isAlive());
            report.struck("executor %d gone".formatted(executor.pid()));
            await().atMost(PipelineTasks.PATIENCE).until(() -> executor().pid() != executor.pid());
        });
    }

    @Fault("worker kill -9, started again after 5 s")
    void should_go_on_with_the_worker_that_comes_back(FaultReport report) throws Exception {
        whileStreaming(report, () -> {
            Server worker = server(ServerKind.SPARK_WORKER);
            ProcessHandle executor = executor();
            worker.kill();
            report.struck("worker %d gone".formatted(worker.pid()));
            await("the executor ends with its worker")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !executor.isAlive());
            Thread.sleep(5_000);
            worker.restart();
        });
    }

    @Fault("master kill -9, started again after 5 s, with recovery")
    void should_go_on_while_the_master_is_away_and_after_it_is_back(FaultReport report) throws Exception {
        whileStreaming(report, () -> {
            Server master = server(ServerKind.SPARK_MASTER);
            master.kill();
            report.struck("master %d gone".formatted(master.pid()));
            Thread.sleep(5_000);
            master.restart();
            await("the master knows its application again")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> Files.readString(master.log()).contains("Recovery complete"));
        });
    }

    /** Streams users without end, injects the fault, and counts when all that was acknowledged is stored. */
    private static void whileStreaming(FaultReport report, Injection fault) throws Exception {
        try (UserLoad load = new UserLoad(pipeline, report.random());
                TaskProcess driver = pipeline.tasks().startDriver()) {
            List<UUID> first = load.send(100);
            Waiting.untilStored(pipeline, first);
            load.start(PER_SECOND);
            Thread.sleep(3_000);
            // when
            fault.inject();
            // then
            Thread.sleep(3_000);
            load.stop();
            report.recovered(Waiting.untilStored(pipeline, load.acknowledged()));
            assertThat(driver.isRunning()).isTrue();
            driver.terminate();
            Finished ended = driver.await(Duration.ofSeconds(30));
            assertThat(ended.exitStatus()).as(ended.toString()).isEqualTo(4);
            assertThat(load.refused()).isZero();
            report.counted(pipeline.account(load.acknowledged()));
        }
    }

    private static ProcessHandle executor() {
        return await().atMost(PipelineTasks.PATIENCE)
                .until(
                        () -> ProcessHandle.of(server(ServerKind.SPARK_WORKER).pid())
                                .flatMap(worker -> worker.children()
                                        .filter(child -> child.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains("CoarseGrainedExecutorBackend"))
                                        .findFirst())
                                .orElse(null),
                        found -> found != null);
    }

    private static Server server(ServerKind kind) {
        return pipeline.stack().server(kind);
    }

    @FunctionalInterface
    private interface Injection {
        void inject() throws Exception;
    }
}
