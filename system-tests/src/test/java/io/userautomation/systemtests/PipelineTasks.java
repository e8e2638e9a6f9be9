package io.userautomation.systemtests;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tasks of a run, each its jar as a process, as the DAG starts them. */
public final class PipelineTasks {

    /** Far more than a task takes on a loaded machine of two cores. */
    public static final Duration PATIENCE = Duration.ofMinutes(4);

    /**
     * Stops at the first of Java's two compilers: what lives for less than a minute spends most of its processor time on
     * the second one, and here many do side by side.
     */
    public static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Map<String, String> environment;

    /** On these servers, with the users of that API. */
    PipelineTasks(Stack stack, String apiUrl) {
        this(stack, apiUrl, Map.of());
    }

    /** The same with further variables, which come before those of the servers. */
    public PipelineTasks(Stack stack, String apiUrl, Map<String, String> variables) {
        environment = new HashMap<>(stack.environment());
        environment.put("RANDOM_USER_API_URL", apiUrl);
        environment.put("CHECKPOINT_FOLDER", stack.data().resolve("checkpoints").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
    }

    /** What the tasks find among their variables. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    public Finished initSchema() {
        return jar("schema-init").await(PATIENCE);
    }

    public Finished openRun(String runId, String... request) {
        return jar("producer-task", words("open-run", runId, request)).await(PATIENCE);
    }

    /** Starts it; it may be killed. */
    public TaskProcess startPublish(String runId) {
        return jar("producer-task", words("publish", runId));
    }

    /** Starts it; it ends once the run is closed and stored. */
    public TaskProcess startStore(String runId, String... more) {
        return startDriver(
                Stream.concat(Stream.of("--run-id", runId), Stream.of(more)).toArray(String[]::new));
    }

    /** Starts the Spark job with these arguments. */
    public TaskProcess startDriver(String... arguments) {
        return TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment(environment)
                .arguments("--master", environment.get("SPARK_MASTER"), "--conf", "spark.driver.host=127.0.0.1")
                .arguments("--conf", "spark.driver.extraJavaOptions=" + ONE_COMPILER)
                .arguments("--conf", "spark.executor.extraJavaOptions=" + ONE_COMPILER)
                .arguments(Checkout.jar("spark-job").toString())
                .arguments(arguments)
                .start();
    }

    public Finished closeRun(String runId) {
        return jar("producer-task", words("close-run", runId)).await(PATIENCE);
    }

    public Finished audit(String runId) {
        return jar("audit-task", "--run-id", runId).await(PATIENCE);
    }

    /** A whole run. */
    public RunResult run(String runId, String... request) {
        Finished opened = openRun(runId, request);
        try (TaskProcess store = startStore(runId);
                TaskProcess publish = startPublish(runId)) {
            Finished published = publish.await(PATIENCE);
            Finished closed = closeRun(runId);
            Finished stored = store.await(PATIENCE);
            return new RunResult(opened, published, closed, stored, audit(runId));
        }
    }

    /** Starts the jar of this module. */
    public TaskProcess jar(String module, String... arguments) {
        return TaskProcess.jar(Checkout.jar(module))
                .environment(environment)
                .arguments(arguments)
                .start();
    }

    private static String[] words(String subcommand, String runId, String... more) {
        return Stream.concat(List.of(subcommand, "--run-id", runId).stream(), Stream.of(more))
                .toArray(String[]::new);
    }
}
