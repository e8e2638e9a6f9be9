package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;

/** A driver that is killed again and again, wherever it is just then. */
@Tag("T2")
@Tag("faults-full")
class T02DriverKilledOftenIT {

    private static final int KILLS = 20;
    private static final int USERS = 100_000;

    /** From the start of its JVM to well into the storing. */
    private static final int MAX_LIFE_MILLIS = 16_000;

    @Fault("driver kill -9 at 20 moments of a run of 100,000 users")
    void should_store_the_run_when_the_driver_is_killed_20_times(FaultReport report) throws Exception {
        // given
        Random random = report.random();
        try (OwnPipeline pipeline = OwnPipeline.lay("t02_killed").with("MAX_OFFSETS_PER_TRIGGER", "1500")) {
            Finished opened = pipeline.tasks().openRun("killed", "--users", Integer.toString(USERS));
            assertThat(opened.exitStatus()).as(opened.toString()).isZero();
            Finished published = pipeline.tasks().startPublish("killed").await(PATIENCE);
            assertThat(published.exitStatus()).as(published.toString()).isZero();
            // when
            for (int kill = 1; kill <= KILLS; kill++) {
                int life = 2_000 + random.nextInt(MAX_LIFE_MILLIS);
                try (TaskProcess driver = pipeline.tasks().startStore("killed", "--idle-timeout", "30m")) {
                    Thread.sleep(life);
                    assertThat(driver.isRunning())
                            .as("the driver, before kill " + kill)
                            .isTrue();
                    driver.kill();
                    report.struck("killed after %d ms".formatted(life));
                }
            }
            Finished closed = pipeline.tasks().closeRun("killed");
            long start = System.nanoTime();
            Finished stored = pipeline.with("MAX_OFFSETS_PER_TRIGGER", "50000")
                    .tasks()
                    .startStore("killed")
                    .await(PATIENCE);
            report.recovered(Duration.ofNanos(System.nanoTime() - start));
            Finished audit = pipeline.tasks().audit("killed");
            // then
            assertThat(closed.exitStatus()).as(closed.toString()).isZero();
            assertThat(stored.exitStatus()).as(stored.toString()).isZero();
            assertThat(audit.exitStatus()).as(audit.toString()).isZero();
            report.counted(pipeline.account(pipeline.idsOf("killed")));
        }
    }
}
