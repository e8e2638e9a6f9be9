package io.userautomation.localstack.run;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** How each task of a run is started, as the DAG starts it: its jar, its arguments, its environment. */
final class TaskInvocations implements Function<TaskName, Invocation> {

    private final RunOptions options;
    private final Checkout checkout;
    private final Stack stack;
    private final Optional<Long> users;
    private final Map<String, String> environment;

    /** @param ours variables beside those of the stack */
    TaskInvocations(
            RunOptions options, Checkout checkout, Stack stack, Optional<Long> users, Map<String, String> ours) {
        this.options = options;
        this.checkout = checkout;
        this.stack = stack;
        this.users = users;
        this.environment = new TreeMap<>(stack.environment());
        environment.putAll(ours);
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** The variables that every task runs with. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public Invocation apply(TaskName task) {
        return switch (task) {
            case INIT_SCHEMA -> jar("schema-init", "256m", List.of());
            case OPEN_RUN -> jar("producer-task", "256m", withRequest("open-run"));
            case PUBLISH_USERS -> jar("producer-task", "256m", withRequest("publish"));
            case STORE_USERS -> sparkSubmit();
            case CLOSE_RUN -> jar("producer-task", "256m", withRunId("close-run"));
            case AUDIT_RUN -> jar("audit-task", "256m", withRunId());
        };
    }

    /** By the script that Airflow's tasks use too, which knows the JVM's options for each of them. */
    private Invocation jar(String module, String heap, List<String> arguments) {
        checkout.built(checkout.jarOf(module), module);
        List<String> words = new ArrayList<>(
                List.of(checkout.root().resolve("script/run-jar.sh").toString(), module));
        words.addAll(arguments);
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("JAR_JVM_OPTIONS", "-Xmx" + heap);
        return new Invocation(words, variables);
    }

    private Invocation sparkSubmit() {
        Path submit = checkout.built(checkout.sparkHomeFolder().resolve("bin/spark-submit"), "spark-job");
        List<String> words = new ArrayList<>(List.of(
                submit.toString(),
                "--master",
                "spark://127.0.0.1:" + stack.server(ServerKind.SPARK_MASTER).port(),
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.defaultJavaOptions=-XX:TieredStopAtLevel=1",
                "--driver-memory",
                "1g",
                "--executor-memory",
                "1g",
                checkout.built(checkout.jarOf("spark-job"), "spark-job").toString()));
        words.addAll(withRunId());
        return new Invocation(words, environment);
    }

    private List<String> withRunId(String... before) {
        List<String> words = new ArrayList<>(List.of(before));
        words.addAll(List.of("--run-id", options.runId().value()));
        return words;
    }

    private List<String> withRequest(String subcommand) {
        List<String> words = withRunId(subcommand);
        users.ifPresent(number -> words.addAll(List.of("--users", number.toString())));
        options.duration().ifPresent(duration -> words.addAll(List.of("--duration", duration.toString())));
        options.rate().ifPresent(rate -> words.addAll(List.of("--rate", rate.toString())));
        options.seed().ifPresent(seed -> words.addAll(List.of("--seed", seed)));
        if (!options.nationalities().isEmpty()) {
            words.addAll(List.of("--nat", String.join(",", options.nationalities())));
        }
        return words;
    }
}
