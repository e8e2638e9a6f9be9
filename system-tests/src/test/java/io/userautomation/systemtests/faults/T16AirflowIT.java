package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.airflow.RunChecks.RUN;
import static io.userautomation.systemtests.airflow.RunChecks.assertProven;
import static io.userautomation.systemtests.airflow.RunChecks.ended;
import static io.userautomation.systemtests.airflow.RunChecks.states;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.systemtests.Databases;
import io.userautomation.systemtests.airflow.AirflowOnStack;
import io.userautomation.systemtests.airflow.TaskJvm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** People and kills end the tasks of a run in Airflow half-way: nothing of them is left, and the run is completed. */
@Tag("T16")
@Tag("faults-full")
class T16AirflowIT {

    private static final int USERS = 2_000;

    /** Forty seconds, so that the fault strikes in the middle. */
    private static final String CONF = "{\"users\": %d, \"rate\": 50}".formatted(USERS);

    private static final int LATEST_MILLIS = 10_000;

    /** A task whose process is gone is noticed after a minute; then come the pauses between its tries. */
    private static final Duration RECOVERY = Duration.ofMinutes(12);

    private static AirflowOnStack airflow;
    private static OwnPipeline pipeline;

    @BeforeAll
    static void start() {
        airflow = AirflowOnStack.shared();
        // What the DAG's tasks use.
        pipeline = OwnPipeline.lay(
                "users_created",
                airflow.stack(),
                Map.of("CASSANDRA_TABLE", "created_users", "POSTGRES_TABLE", "user_data"));
    }

    @AfterAll
    static void close() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Fault("Airflow: run marked failed, then cleared")
    void should_complete_a_run_that_was_marked_failed(FaultReport report) throws Exception {
        AirflowRun run = airflow.trigger("t16-marked-failed", CONF);
        strike(report, run, (publisher, driver) -> run.mark("failed"));
        assertCompleted(report, run, run::clear);
    }

    @Fault("Airflow: publish_users and store_users cleared while they run")
    void should_complete_a_run_whose_tasks_were_cleared(FaultReport report) throws Exception {
        AirflowRun run = airflow.trigger("t16-cleared", CONF);
        strike(report, run, (publisher, driver) -> run.clear("publish_users", "store_users"));
        assertCompleted(report, run, () -> {});
    }

    @Fault("Airflow: supervisors of publish_users and store_users kill -9")
    void should_complete_a_run_whose_supervisors_were_killed(FaultReport report) throws Exception {
        AirflowRun run = airflow.trigger("t16-supervisors", CONF);
        strike(report, run, (publisher, driver) -> {
            supervisor(publisher).destroyForcibly();
            supervisor(driver).destroyForcibly();
        });
        assertCompleted(report, run, () -> {});
    }

    @Fault("Airflow: scheduler kill -9, started again when nothing of its tasks is left")
    void should_complete_a_run_whose_scheduler_was_killed(FaultReport report) throws Exception {
        AirflowRun run = airflow.trigger("t16-scheduler", CONF);
        strike(report, run, (publisher, driver) -> scheduler().kill());
        assertThat(TaskJvm.of(run.runId(), "publish_users")).isEmpty();
        assertThat(TaskJvm.of(run.runId(), "store_users")).isEmpty();
        assertCompleted(report, run, scheduler()::restart);
    }

    /** Injects the fault at a random moment of both tasks' lives, and waits until their processes are gone. */
    private static void strike(FaultReport report, AirflowRun run, Injection fault) throws InterruptedException {
        ProcessHandle publisher = TaskJvm.awaitOther(run.runId(), "publish_users", Optional.empty(), RUN);
        ProcessHandle executor = executor();
        // The JVM that has an executor: the one before it only works out the driver's command line.
        ProcessHandle driver = TaskJvm.awaitOther(run.runId(), "store_users", Optional.empty(), RUN);
        Thread.sleep(report.random().nextInt(LATEST_MILLIS));
        assertThat(publisher.isAlive()).isTrue();
        assertThat(driver.isAlive()).isTrue();
        fault.inject(publisher, driver);
        Duration gone = TaskJvm.awaitGone(publisher, driver, executor);
        report.struck("publisher, driver and executor gone after %.1f s".formatted(gone.toMillis() / 1e3));
    }

    private static void assertCompleted(FaultReport report, AirflowRun run, Runnable mend) throws Exception {
        long start = System.nanoTime();
        mend.run();
        assertThat(ended(run, RECOVERY).state()).as(states(run).toString()).isEqualTo("success");
        report.recovered(Duration.ofNanos(System.nanoTime() - start));
        assertProven(run, USERS);
        try (Databases databases = pipeline.databases()) {
            Map<UUID, String> inCassandra = databases.cassandraRows();
            Map<UUID, String> inPostgres = databases.postgresRows();
            // Once more, from the start.
            run.clear();
            assertProven(run, USERS);
            assertThat(databases.cassandraRows()).isEqualTo(inCassandra);
            assertThat(databases.postgresRows()).isEqualTo(inPostgres);
        }
        report.counted(pipeline.account(pipeline.idsOf(run.runId())));
    }

    /** A child of the scheduler, which has forked the process that has started the task's JVM. */
    private static ProcessHandle supervisor(ProcessHandle jvm) {
        ProcessHandle supervisor = jvm.parent().flatMap(ProcessHandle::parent).orElseThrow();
        assertThat(supervisor.parent().map(ProcessHandle::pid))
                .contains(scheduler().pid());
        return supervisor;
    }

    private static ProcessHandle executor() {
        long worker = airflow.stack().server(ServerKind.SPARK_WORKER).pid();
        return await("an executor")
                .atMost(RUN)
                .until(
                        () -> ProcessHandle.of(worker)
                                .orElseThrow()
                                .children()
                                .filter(child ->
                                        child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Server scheduler() {
        return airflow.stack().server(ServerKind.AIRFLOW_SCHEDULER);
    }

    @FunctionalInterface
    private interface Injection {
        void inject(ProcessHandle publisher, ProcessHandle driver);
    }
}
