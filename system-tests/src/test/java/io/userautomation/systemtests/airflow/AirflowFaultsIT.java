package io.userautomation.systemtests.airflow;

import static io.userautomation.systemtests.airflow.RunChecks.RUN;
import static io.userautomation.systemtests.airflow.RunChecks.assertProven;
import static io.userautomation.systemtests.airflow.RunChecks.ended;
import static io.userautomation.systemtests.airflow.RunChecks.inState;
import static io.userautomation.systemtests.airflow.RunChecks.states;
import static io.userautomation.systemtests.airflow.RunChecks.summary;
import static io.userautomation.systemtests.airflow.TaskJvm.awaitGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.airflow.AirflowRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to the processes of tasks, and what Airflow and people do about it. */
@Tag("slow")
class AirflowFaultsIT {

    /** What the UI shows of a log without scrolling. */
    private static final int LAST_LINES = 15;

    private static AirflowOnStack airflow;

    @BeforeAll
    static void start() {
        airflow = AirflowOnStack.shared();
    }

    /** The pauses between tries are Airflow's: at least 30 s and 90 s for publish_users. */
    @Test
    void should_end_green_where_publish_fails_twice_and_the_driver_is_killed() {
        // given
        AirflowRun run = airflow.trigger("killed", "{\"users\": 1200, \"rate\": 100}");
        ProcessHandle publisher = jvm(run, "publish_users", Optional.empty());
        ProcessHandle driver = jvm(run, "store_users", Optional.empty());
        // when
        publisher.destroyForcibly();
        driver.destroyForcibly();
        jvm(run, "publish_users", Optional.of(publisher)).destroyForcibly();
        // then
        assertThat(ended(run, Duration.ofMinutes(8)).state())
                .as(states(run).toString())
                .isEqualTo("success");
        assertThat(run.task("publish_users").tryNumber()).isEqualTo(3);
        assertThat(run.task("store_users").tryNumber()).isGreaterThan(1);
        assertThat(run.log("publish_users", 1))
                .anySatisfy(line -> assertThat(line).contains("Command exited with return code"));
        assertProven(run, 1_200);
    }

    @Test
    void should_close_store_and_end_red_where_publish_fails_for_good() {
        // given
        AirflowRun run = airflow.trigger("marked-failed", "{\"users\": 3000, \"rate\": 50}");
        ProcessHandle publisher = jvm(run, "publish_users", Optional.empty());
        jvm(run, "store_users", Optional.empty());
        // when
        run.mark("publish_users", "failed");
        // then
        awaitGone(publisher);
        assertThat(ended(run, RUN).state()).isEqualTo("failed");
        assertThat(states(run))
                .containsEntry("publish_users", "failed")
                .containsEntry("close_run", "success")
                .containsEntry("store_users", "success")
                .containsEntry("audit_run", "failed");
        assertThat(run.task("audit_run").tryNumber()).isEqualTo(1);
        assertThat(summary(run, "close_run").get("outcome").getAsString()).isEqualTo("failed");
        assertThat(summary(run, "audit_run").get("status").getAsString()).isEqualTo("not_proven");
        List<String> log = run.log("audit_run", 1);
        assertThat(String.join("\n", log.subList(Math.max(0, log.size() - LAST_LINES), log.size())))
                .contains("publishing did not complete (outcome failed)")
                .contains("audit_run ended with status 3 (the run is not proven");
    }

    @Test
    void should_leave_no_jvm_of_a_task_cleared_while_it_runs_and_end_green() {
        // given
        AirflowRun run = airflow.trigger("cleared", "{\"users\": 2000, \"rate\": 100}");
        ProcessHandle publisher = jvm(run, "publish_users", Optional.empty());
        ProcessHandle driver = jvm(run, "store_users", Optional.empty());
        // when
        run.clear("publish_users", "store_users");
        // then
        awaitGone(publisher, driver);
        assertProven(run, 2_000);
    }

    @Test
    void should_leave_no_jvm_of_a_run_marked_failed() {
        // given
        AirflowRun run = airflow.trigger("ended", "{\"users\": 3000, \"rate\": 50}");
        ProcessHandle publisher = jvm(run, "publish_users", Optional.empty());
        ProcessHandle driver = jvm(run, "store_users", Optional.empty());
        // when
        run.mark("failed");
        // then
        awaitGone(publisher, driver);
        assertThat(ended(run, RUN).state()).isEqualTo("failed");
    }

    @Test
    void should_start_nothing_while_paused_and_end_green_afterwards() {
        // given
        AirflowRun run = airflow.trigger("paused", "{\"users\": 300, \"rate\": 50}");
        jvm(run, "publish_users", Optional.empty());
        // when
        airflow.dag().setPaused(true);
        inState(run, "publish_users", "success", RUN);
        // then
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> states(run).get("close_run").equals("none"));
        airflow.dag().setPaused(false);
        assertProven(run, 300);
    }

    @Test
    void should_end_green_with_a_single_slot() {
        airflow.client().setSlots(1);
        try {
            AirflowRun run = airflow.trigger("one-slot", "{\"users\": 500}");
            inState(run, "publish_users", "running", RUN);
            assertThat(run.task("store_users").state()).isNotEqualTo("running");
            assertProven(run, 500);
        } finally {
            airflow.client().setSlots(128);
        }
    }

    private static ProcessHandle jvm(AirflowRun run, String taskId, Optional<ProcessHandle> than) {
        return TaskJvm.awaitOther(run.runId(), taskId, than, RUN);
    }
}
