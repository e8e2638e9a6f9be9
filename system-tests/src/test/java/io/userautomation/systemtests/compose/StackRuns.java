package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.airflow.AirflowDag;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.systemtests.airflow.RunChecks;
import java.time.Duration;

/** Runs of the DAG in a stack of containers: started, caught half-way, proven at their end. */
final class StackRuns {

    private final ComposeStack stack;
    private final StoredUsers stored;
    private final AirflowDag dag;
    private final HeldPages pages;

    StackRuns(ComposeStack stack) {
        this.stack = stack;
        this.stored = new StoredUsers(stack);
        this.dag = stack.airflow().dag("user_automation");
        this.pages = new HeldPages(stack);
    }

    /** Waits until the DAG can be used. */
    void awaitDag() {
        dag.await(Duration.ofMinutes(1));
    }

    /** One that was started elsewhere, as in the browser. */
    AirflowRun started(String runId) {
        stack.record().started(runId);
        return dag.run(runId);
    }

    AirflowRun trigger(String runId, int users) {
        JsonObject conf = new JsonObject();
        conf.addProperty("users", users);
        return trigger(runId, conf);
    }

    /**
     * One that something can happen to meanwhile: returns as soon as users are stored; the last quarter of them is held back
     * until {@link #goOn}, so that the run can't be over, however late the first is stored.
     *
     * @param users four of the publisher's pages
     */
    AirflowRun triggerAndCatchHalfWay(String runId, int users, int perSecond) {
        long before = stored.inPostgres();
        pages.holdAfter(3);
        JsonObject conf = new JsonObject();
        conf.addProperty("users", users);
        conf.addProperty("rate", perSecond);
        AirflowRun run = trigger(runId, conf);
        await("users of " + runId + " in PostgreSQL")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> stored.inPostgres() > before || run.read().ended());
        assertThat(run.task("publish_users").state()).isEqualTo("running");
        assertThat(run.task("store_users").state()).isEqualTo("running");
        return run;
    }

    /** Lets a run that was caught half-way go on to its end. */
    void goOn() {
        pages.release();
    }

    private AirflowRun trigger(String runId, JsonObject conf) {
        awaitDag();
        AirflowRun run = dag.trigger(runId, conf);
        stack.record().started(runId);
        dag.setPaused(false);
        return run;
    }

    /** Waits for a run's end, and proves by an audit of its own that it is green for good reason. */
    void prove(AirflowRun run, long users, Duration patience) {
        String state = RunChecks.ended(run, patience).state();
        stack.record().ended(run.runId(), state);
        assertThat(state).as(RunChecks.states(run).toString()).isEqualTo("success");
        RunChecks.assertProven(run, users);
        assertAudit(run.runId());
    }

    /** That the audit, called as a person calls it, misses none. */
    void assertAudit(String runId) {
        Finished audit = stack.exec(
                "airflow-scheduler", "/opt/user-automation/script/run-jar.sh", "audit-task", "--run-id", runId);
        long missing = audit.lastStdoutLineAsJson().get("missing").getAsLong();
        stack.record().audited(runId, missing);
        assertThat(missing).isZero();
        assertThat(audit.exitStatus()).as(audit.toString()).isZero();
    }

    StoredUsers stored() {
        return stored;
    }
}
