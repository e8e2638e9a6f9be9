package io.userautomation.localstack;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.localstack.process.ShellWord;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts servers, prints how to reach them, and stays until Ctrl-C. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts servers and stays until Ctrl-C, which stops them.",
            "When they are ready, prints the variables that point a task at them as shell lines on stdout."
        })
final class UpCommand implements Callable<Integer> {
    private static final String AIRFLOW = "airflow";

    @Parameters(
            arity = "0..1",
            split = ",",
            paramLabel = "SERVER",
            description = "Which servers, with commas between them: kafka, cassandra, postgres, schema-registry,"
                    + " spark-master, spark-worker, random-user-api, all of which start if none is named; airflow, whose"
                    + " tasks use the others; stream, the Spark job that stores whatever comes; metrics-exporter, with which"
                    + " the others serve metrics, too; mysql, a MariaDB.")
    private List<String> titles = List.of();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "data/local-stack",
            description = "Where the servers write; what is there is there again at the next start"
                    + " (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--ports",
            split = ",",
            paramLabel = "NAME=PORT",
            description = "Other ports than the standard ones, as in kafka=19092,cassandra=19042.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(names = "--free-ports", description = "Ports that nobody uses instead of the standard ones.")
    private boolean free;

    @Option(names = "--worker-cores", paramLabel = "N", description = "Cores of the Spark worker.")
    private int workerCores = WorkerSize.standard().cores();

    @Option(names = "--worker-memory", paramLabel = "MIB", description = "Memory of the Spark worker's executors.")
    private int workerMemory = WorkerSize.standard().memoryMebibytes();

    @Spec
    private CommandSpec spec;

    private final PrintStream out;

    private final Consumer<Runnable> signals;

    UpCommand(PrintStream out, Consumer<Runnable> signals) {
        this.out = out;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        signals.accept(Thread.currentThread()::interrupt);
        Set<ServerKind> kinds = kinds();
        Map<String, String> tasks = tasks(kinds);
        try (Stack stack = Stack.start(data, ports(kinds), kinds, worker(), tasks)) {
            Map<String, String> variables = new TreeMap<>(tasks);
            variables.putAll(stack.environment());
            variables.forEach((name, value) -> out.println("export " + name + "=" + ShellWord.of(value)));
            out.flush();
            new CountDownLatch(1).await();
            return ExitStatus.DONE.code();
        } catch (InterruptedException stoppedByCtrlC) {
            return ExitStatus.DONE.code();
        } catch (StackException e) {
            if (Thread.interrupted()) {
                return ExitStatus.INTERRUPTED.code();
            }
            throw e;
        }
    }

    /** A driver beside the stream has to look where the stream keeps its place. */
    private Map<String, String> tasks(Set<ServerKind> kinds) {
        return kinds.contains(ServerKind.STREAM) || kinds.contains(ServerKind.METRICS_EXPORTER)
                ? Map.of(
                        "CHECKPOINT_FOLDER",
                        data.toAbsolutePath().normalize().resolve("checkpoints").toString())
                : Map.of();
    }

    private Set<ServerKind> kinds() {
        if (titles.isEmpty()) {
            Set<ServerKind> kinds = EnumSet.allOf(ServerKind.class);
            kinds.removeAll(ServerKind.AIRFLOW);
            kinds.removeAll(ServerKind.ON_DEMAND);
            return kinds;
        }
        Set<ServerKind> kinds = EnumSet.noneOf(ServerKind.class);
        for (String title : titles) {
            if (title.equals(AIRFLOW)) {
                kinds.addAll(ServerKind.AIRFLOW);
            } else {
                kinds.add(ServerKind.titled(title)
                        .orElseThrow(() -> wrong("There is no server '%s': there are %s, and %s for its components"
                                .formatted(title, ServerKind.titles(), AIRFLOW))));
            }
        }
        return kinds;
    }

    private Ports ports(Set<ServerKind> kinds) {
        Ports all = free ? Ports.free() : Ports.standard();
        all = kinds.contains(ServerKind.METRICS_EXPORTER) ? all.withMetrics() : all;
        try {
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                PortName name = PortName.titled(port.getKey())
                        .orElseThrow(() -> wrong(
                                "There is no port '%s': there are %s".formatted(port.getKey(), PortName.titles())));
                all = all.with(name, port.getValue());
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private WorkerSize worker() {
        try {
            return new WorkerSize(workerCores, workerMemory);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
