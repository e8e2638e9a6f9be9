package io.userautomation.benchmarks.lab;

import com.google.gson.JsonObject;
import io.userautomation.benchmarks.compare.Trial;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.process.FirstCompiler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Real servers on this machine, and the programs that are measured on them, each a process of its own. */
public final class Lab implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long LOOK_MILLIS = 100;
    private static final String HEAP = "-Xmx2g";

    private static final String TABLES = "io.userautomation.benchmarks.spark.Tables";

    private final Stack stack;
    private final Scale scale;
    private final Topics topics;
    private final Map<String, String> environment;
    private final Map<String, String> profiler = new HashMap<>();
    private Optional<TableEmptier> tables = Optional.empty();

    private Lab(Stack stack, Scale scale) {
        this.stack = stack;
        this.scale = scale;
        this.environment = new TreeMap<>(stack.environment());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("CHECKPOINT_FOLDER", stack.data().resolve("checkpoints").toString());
        this.topics = new Topics(environment.get("KAFKA_BOOTSTRAP_SERVERS"));
    }

    /** Starts the servers, with their data in {@code folder}, and makes topics and tables. */
    public static Lab open(Path folder, Scale scale) {
        Stack stack = Stack.start(
                folder,
                Ports.free(),
                EnumSet.of(
                        ServerKind.KAFKA,
                        ServerKind.CASSANDRA,
                        ServerKind.POSTGRES,
                        ServerKind.SPARK_WORKER,
                        ServerKind.RANDOM_USER_API));
        Lab lab = new Lab(stack, scale);
        try {
            lab.succeeded(TaskProcess.jar(Checkout.jar("schema-init")).environment(lab.environment));
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    public Scale scale() {
        return scale;
    }

    public Topics topics() {
        return topics;
    }

    /** The folder of everything that is written while measuring. */
    public Path folder() {
        return stack.data();
    }

    public String bootstrapServers() {
        return environment.get("KAFKA_BOOTSTRAP_SERVERS");
    }

    /** A task's jar. */
    public TaskCommand task(String module, String... arguments) {
        return TaskProcess.jar(Checkout.jar(module))
                .environment(environment)
                .jvmOptions(HEAP)
                .arguments(arguments);
    }

    /** A program of this module. */
    public TaskCommand program(Class<?> main, String... arguments) {
        return java(Checkout.jar("benchmarks").toString(), main.getName(), arguments);
    }

    /** A program on the broker's own jars. */
    public TaskCommand kafkaTool(String main, String... arguments) {
        return java(Checkout.find().serverFiles("kafka", "jars") + "/*", main, arguments);
    }

    /** DSBulk, pointed at this Cassandra. */
    public TaskCommand loader(String operation, String... arguments) {
        Path jars = Checkout.find().root().resolve("benchmarks/dsbulk/target/jars");
        String[] contactPoint = environment.get("CASSANDRA_CONTACT_POINTS").split(":", -1);
        return java(
                        Checkout.find().built(jars, "benchmarks/dsbulk") + "/*",
                        "com.datastax.oss.dsbulk.runner.DataStaxBulkLoader",
                        operation,
                        "-h",
                        contactPoint[0],
                        "-port",
                        contactPoint[1])
                .arguments(arguments);
    }

    /** A program on Spark's jars and the Spark job's, but without Spark. */
    public TaskCommand besideSpark(String main, String... arguments) {
        String classPath = String.join(
                ":",
                sparkPrograms().toString(),
                Checkout.jar("spark-job").toString(),
                Checkout.sparkHome() + "/jars/*");
        return java(classPath, main, arguments);
    }

    /** A program inside a Spark of its own, with all cores of this machine. */
    public TaskCommand spark(String main, List<String> configuration, String... arguments) {
        return TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment(environment)
                .arguments("--master", "local[*]", "--driver-memory", "2g", "--class", main)
                .arguments(compiler("spark.driver"))
                .arguments("--driver-class-path", Checkout.jar("spark-job").toString())
                .arguments(configuration.stream()
                        .flatMap(setting -> Stream.of("--conf", setting))
                        .toList())
                .arguments(sparkPrograms().toString())
                .arguments(arguments);
    }

    /** The Spark job, submitted to this stack's master as a run does it, with the memory that docker-compose.yml gives it. */
    public TaskCommand sparkJob(String... arguments) {
        return TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment(environment)
                .arguments(
                        "--master",
                        "spark://127.0.0.1:"
                                + stack.server(ServerKind.SPARK_MASTER).port())
                .arguments("--conf", "spark.driver.host=127.0.0.1")
                .arguments("--driver-memory", "512m", "--executor-memory", "576m")
                .arguments(compiler("spark.driver", "spark.executor"))
                .arguments(Checkout.jar("spark-job").toString())
                .arguments(arguments);
    }

    /**
     * Runs a program to its end.
     *
     * @throws StackException with all that it wrote, when it fails
     */
    public Finished succeeded(TaskCommand command) {
        return requireDone(command.start().await(PATIENCE));
    }

    /** As {@link #succeeded}, for the very program that is to be measured; while {@link #profiling}, with its profile. */
    public Finished performed(TaskCommand command) {
        return succeeded(command.environment(profiler));
    }

    /** Draws where the time of the program goes that {@code work} measures, as a page with a flame graph. */
    public void profiling(Path page, Callable<?> work) throws Exception {
        // Without a word of its own: what spark-submit's first JVM says is taken for a command.
        Path agent = Checkout.find().root().resolve("benchmarks/target/profiler/async-profiler.jar");
        profiler.put(
                "JAVA_TOOL_OPTIONS",
                "-javaagent:%s=start,event=itimer,loglevel=none,file=%s"
                        .formatted(Checkout.find().built(agent, "benchmarks"), page.toAbsolutePath()));
        try {
            work.call();
        } finally {
            profiler.clear();
        }
    }

    /** Looks again and again until it is so. */
    public static void await(BooleanSupplier condition, TaskProcess process) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isRunning() || System.nanoTime() > deadline) {
                throw new StackException("a program that was to be measured did not come so far: " + process.stdout()
                        + process.stderr());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Waits for the end of a program, however it ends. */
    static void ended(TaskProcess process) {
        process.await(PATIENCE);
    }

    /** @throws StackException with all that it wrote, when it fails */
    public static void requireDone(TaskProcess process) {
        requireDone(process.await(PATIENCE));
    }

    private static Finished requireDone(Finished finished) {
        if (finished.exitStatus() != 0) {
            throw new StackException("a program that was to be measured has failed: " + finished);
        }
        return finished;
    }

    /** Runs a program whose last line says how many {@code rows} it took in how many {@code seconds}. */
    public Trial measured(TaskCommand command) {
        JsonObject said = performed(command).lastStdoutLineAsJson();
        return new Trial(said.get("rows").getAsLong(), said.get("seconds").getAsDouble());
    }

    private TaskCommand java(String classPath, String main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return TaskProcess.command(java, HEAP)
                .arguments(FirstCompiler.options())
                .arguments("-cp", classPath, main)
                .environment(environment)
                .arguments(arguments);
    }

    /** The compiler of JVMs that Spark starts. */
    private static List<String> compiler(String... processes) {
        return Stream.of(processes)
                .flatMap(process -> FirstCompiler.options().stream()
                        .flatMap(option -> Stream.of("--conf", process + ".extraJavaOptions=" + option)))
                .toList();
    }

    /** The users' tables, to be emptied between trials. */
    public TableEmptier tables() {
        if (tables.isEmpty()) {
            tables = Optional.of(new TableEmptier(besideSpark(TABLES).start()));
        }
        return tables.get();
    }

    private static Path sparkPrograms() {
        Path jar = Checkout.find().root().resolve("benchmarks/spark/target/benchmarks-spark.jar");
        return Checkout.find().built(jar, "benchmarks/spark");
    }

    @Override
    public void close() {
        tables.ifPresent(TableEmptier::close);
        topics.close();
        stack.close();
    }
}
