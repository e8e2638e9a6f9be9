package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.PipelineTasks;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/** A retry that meets the driver of the try before it, which nobody ended. */
@Tag("T9")
@Tag("faults-full")
class T09TwoDriversIT {

    @Fault("two drivers on one checkpoint: an orphan and a retry")
    void should_wait_for_the_orphan_and_take_over_and_else_name_it(FaultReport report) throws Exception {
        // given
        try (OwnPipeline pipeline = OwnPipeline.lay("t09_two_drivers");
                UserLoad load = new UserLoad(pipeline, report.random());
                TaskProcess orphan = pipeline.tasks().startDriver()) {
            Waiting.untilStored(pipeline, load.send(200));
            load.start(100);
            // when
            Finished impatient =
                    pipeline.tasks().startDriver("--start-deadline", "3s").await(PipelineTasks.PATIENCE);
            // then
            assertThat(impatient.exitStatus()).as(impatient.toString()).isEqualTo(1);
            assertThat(impatient.lastStdoutLineAsJson().get("error").getAsString())
                    .contains("is in use by process " + orphan.pid() + " on ");
            report.struck(impatient.lastStdoutLineAsJson().get("error").getAsString());
            // when
            try (TaskProcess retry = pipeline.tasks().startDriver("--start-deadline", "3m")) {
                Thread.sleep(15_000);
                assertThat(retry.isRunning()).isTrue();
                List<UUID> meanwhile = List.copyOf(load.acknowledged());
                Waiting.untilStored(pipeline, meanwhile);
                orphan.kill();
                report.struck("orphan killed while the retry waited");
                load.stop();
                // then
                report.recovered(Waiting.untilStored(pipeline, load.acknowledged()));
                retry.terminate();
                assertThat(retry.await(Duration.ofSeconds(30)).exitStatus()).isEqualTo(4);
            }
            report.counted(pipeline.account(load.acknowledged()));
        }
    }
}
