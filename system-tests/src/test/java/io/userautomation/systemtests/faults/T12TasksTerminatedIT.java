package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** SIGTERM, as Airflow sends it to a task that is stopped, at any moment of any task's life. */
@Tag("T12")
@Tag("faults-full")
class T12TasksTerminatedIT {

    private static final int TIMES = 4;
    private static final int MAX_STARTS = 20;
    private static final Duration MAX_DURATION = Duration.ofSeconds(10);

    /** 128 + 15: it struck before the jar's own code ran, or while Java was starting. */
    private static final int BY_SIGNAL = 143;

    @Fault("SIGTERM to each jar at random moments")
    void should_end_within_10_seconds_and_be_completed_by_the_next_start(FaultReport report) throws Exception {
        Random random = report.random();
        try (OwnPipeline pipeline = OwnPipeline.lay("t12_terminated").with("MAX_OFFSETS_PER_TRIGGER", "1000")) {
            String run = "run";
            terminate(
                    report, random, "schema-init", 4_000, () -> pipeline.tasks().jar("schema-init"));
            terminate(report, random, "open-run", 2_000, () -> pipeline.tasks()
                    .jar("producer-task", "open-run", "--run-id", run, "--users", "20000"));
            Finished opened = pipeline.tasks().openRun(run, "--users", "20000", "--rate", "4000");
            assertThat(opened.exitStatus()).as(opened.toString()).isZero();
            terminate(report, random, "publish", 6_000, () -> pipeline.tasks().startPublish(run));
            Finished published = pipeline.tasks().startPublish(run).await(PATIENCE);
            assertThat(published.exitStatus()).as(published.toString()).isZero();
            terminate(report, random, "store", 15_000, () -> pipeline.tasks().startStore(run, "--idle-timeout", "30m"));
            terminate(report, random, "close-run", 2_000, () -> pipeline.tasks()
                    .jar("producer-task", "close-run", "--run-id", run));
            Finished closed = pipeline.tasks().closeRun(run);
            assertThat(closed.exitStatus()).as(closed.toString()).isZero();
            Finished stored = pipeline.with("MAX_OFFSETS_PER_TRIGGER", "50000")
                    .tasks()
                    .startStore(run)
                    .await(PATIENCE);
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
            terminate(report, random, "audit", 4_000, () -> pipeline.tasks().jar("audit-task", "--run-id", run));
            Finished audit = pipeline.tasks().audit(run);
            assertThat(audit.exitStatus()).as(audit.toString()).isZero();
            report.counted(pipeline.account(pipeline.idsOf(run)));
        }
    }

    /** Until it has struck often enough: a task that was done by then is started again. */
    private static void terminate(
            FaultReport report, Random random, String what, int withinMillis, Supplier<TaskProcess> start)
            throws InterruptedException {
        int struck = 0;
        for (int time = 0; struck < TIMES; time++) {
            assertThat(time)
                    .as(what + " starts, of which " + struck + " were struck")
                    .isLessThan(MAX_STARTS);
            int life = random.nextInt(withinMillis);
            try (TaskProcess task = start.get()) {
                Thread.sleep(life);
                List<ProcessHandle> family = family(task);
                task.terminate();
                long sent = System.nanoTime();
                Finished ended = task.await(PATIENCE);
                Duration took = Duration.ofNanos(System.nanoTime() - sent);
                if (ended.exitStatus() != 0) {
                    String proof = "%s: status %d, %d ms after SIGTERM at %d ms"
                            .formatted(what, ended.exitStatus(), took.toMillis(), life);
                    verify(ended, took, family, proof);
                    report.struck(proof);
                    struck++;
                }
            }
        }
    }

    private static List<ProcessHandle> family(TaskProcess task) {
        return ProcessHandle.of(task.pid())
                .map(process ->
                        Stream.concat(Stream.of(process), process.descendants()).toList())
                .orElse(List.of());
    }

    private static void verify(Finished ended, Duration took, List<ProcessHandle> family, String proof) {
        assertThat(took).as(proof).isLessThan(MAX_DURATION);
        assertThat(ended.exitStatus()).as(proof + ended).isIn(4, BY_SIGNAL);
        if (ended.exitStatus() == BY_SIGNAL) {
            assertThat(ended.stderr()).as(proof).doesNotContain("io.userautomation");
        }
        // What computes a driver's command line ends by itself, a moment after the shell that waited for it.
        await(proof).atMost(MAX_DURATION.minus(took)).until(() -> family.stream()
                .noneMatch(ProcessHandle::isAlive));
    }
}
