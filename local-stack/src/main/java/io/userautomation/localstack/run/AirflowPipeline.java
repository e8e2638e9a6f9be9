package io.userautomation.localstack.run;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.airflow.AirflowDag;
import io.userautomation.localstack.airflow.AirflowException;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.localstack.airflow.DagRun;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Lets Airflow run the tasks: triggers a run of the DAG and follows it to its end. */
final class AirflowPipeline implements AutoCloseable {

    static final String DAG_ID = "user_automation";

    private static final Duration UNTIL_READ = Duration.ofMinutes(1);
    private static final int MAX_NOTE = 1_000;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final AirflowDag dag;
    private final Path logs;
    private final Progress progress;
    private final Instant started;
    private final Duration pollInterval;

    /**
     * Of the DAG of servers that run.
     *
     * @param started when their start began
     * @param logs Airflow's folder of the run's logs
     */
    AirflowPipeline(AirflowDag dag, Instant started, Path logs, Progress progress) {
        this(dag, started, logs, progress, POLL_INTERVAL);
    }

    AirflowPipeline(AirflowDag dag, Instant started, Path logs, Progress progress, Duration pollInterval) {
        this.dag = dag;
        this.started = started;
        this.logs = logs;
        this.progress = progress;
        this.pollInterval = pollInterval;
    }

    /**
     * Runs it once; a run of this id that is there already runs again, from its start and with its own parameters.
     *
     * @throws InvalidSettingsException where that run has other parameters than the flags say
     * @throws StackException where Airflow can't run it, or this thread was interrupted
     */
    RunEnd run(String runId, RunConf conf) {
        dag.await(UNTIL_READ, started);
        stop();
        AirflowRun run = started(runId, conf);
        dag.setPaused(false);
        AirflowTasks tasks = new AirflowTasks(run, logs);
        String state = follow(run, new AirflowProgress(tasks, progress));
        return RunEnd.of(tasks.results(), state);
    }

    /** Writes on a run's page what happened in it. */
    void note(String runId, String what) {
        dag.run(runId).note(what.substring(0, Math.min(what.length(), MAX_NOTE)));
    }

    private AirflowRun started(String runId, RunConf conf) {
        try {
            return dag.trigger(runId, conf.json());
        } catch (AirflowException e) {
            if (e.status() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
        AirflowRun run = dag.run(runId);
        conf.requireSameAs(run.read().conf());
        progress.say("there is a run " + runId + " already: it runs again");
        run.clear();
        return run;
    }

    private String follow(AirflowRun run, AirflowProgress shown) {
        while (true) {
            // The run first: when it has ended, so have its tasks.
            DagRun now = run.read();
            shown.now(run.tasks());
            if (now.ended()) {
                return now.state();
            }
            pause();
        }
    }

    /**
     * Pauses the DAG, so that nothing starts by itself when the servers are next up, and marks runs that have not ended as
     * failed: their tasks end with the servers, or have ended with those of an earlier start.
     */
    private void stop() {
        dag.setPaused(true);
        for (DagRun left : dag.unfinishedRuns()) {
            progress.say("the run %s had not ended: it is marked failed".formatted(left.runId()));
            dag.run(left.runId()).mark("failed");
        }
    }

    /** Before the servers stop; also after an interruption. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            stop();
        } catch (StackException e) {
            progress.say("the DAG is not paused, since " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(pollInterval.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while following the run", e);
        }
    }
}
