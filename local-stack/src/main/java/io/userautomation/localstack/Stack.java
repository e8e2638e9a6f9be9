package io.userautomation.localstack;

import io.userautomation.localstack.check.MachineCheck;
import io.userautomation.localstack.check.PortCheck;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.server.ServerProcess;
import io.userautomation.localstack.server.Servers;
import io.userautomation.localstack.server.StackPlace;
import io.userautomation.localstack.tls.CertificateAuthority;
import io.userautomation.localstack.tls.ServerCertificate;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A set of real servers on this machine, each a process of its own that listens on 127.0.0.1 only. They end with
 * {@link #close()}, and with this JVM, however it ends.
 */
public final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    /** Those that use others stop first; those of one group stop side by side. */
    private static final List<Set<ServerKind>> STOP_ORDER = List.of(
            EnumSet.of(
                    ServerKind.AIRFLOW_SCHEDULER,
                    ServerKind.AIRFLOW_DAG_PROCESSOR,
                    ServerKind.STREAM,
                    ServerKind.METRICS_EXPORTER),
            EnumSet.of(
                    ServerKind.AIRFLOW_API_SERVER,
                    ServerKind.RANDOM_USER_API,
                    ServerKind.SPARK_WORKER,
                    ServerKind.SCHEMA_REGISTRY),
            EnumSet.of(
                    ServerKind.SPARK_MASTER,
                    ServerKind.KAFKA,
                    ServerKind.CASSANDRA,
                    ServerKind.POSTGRES,
                    ServerKind.MYSQL));

    private final DataFolder data;
    private final StackPlace place;
    private final Map<ServerKind, ServerProcess> servers = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::stopServers, "stack-stop");
    private final ScheduledExecutorService logs = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "log-rotation");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ParallelStart starting = new ParallelStart(Set.of());

    @SuppressWarnings("FutureReturnValueIgnored") // rotateLogs catches what can go wrong
    private Stack(
            DataFolder data,
            Ports ports,
            WorkerSize worker,
            Optional<ServerCertificate> certificate,
            Map<String, String> taskEnvironment) {
        this.data = data;
        this.place = new StackPlace(
                data.path(), ports, Checkout.find(), worker, certificate, () -> environmentWith(taskEnvironment));
        Runtime.getRuntime().addShutdownHook(hook);
        logs.scheduleWithFixedDelay(this::rotateLogs, 1, 1, TimeUnit.MINUTES);
    }

    /** {@link #start(Path, Ports, Set, WorkerSize)} with a Spark worker of the standard size. */
    public static Stack start(Path folder, Ports ports, Set<ServerKind> kinds) {
        return start(folder, ports, kinds, WorkerSize.standard());
    }

    /** {@link #start(Path, Ports, Set, WorkerSize, Map)} without further variables for Airflow's tasks. */
    public static Stack start(Path folder, Ports ports, Set<ServerKind> kinds, WorkerSize worker) {
        return start(folder, ports, kinds, worker, Map.of());
    }

    /**
     * Starts these servers, and those that they need, side by side and returns when all of them answer.
     *
     * @param folder where all of them write; what earlier starts stored there is there again
     * @param taskEnvironment what Airflow's tasks find among their variables, besides what points them at the servers of
     *     this stack
     * @throws StackException if a check fails before anything is started, or a server does not start; nothing is left
     *     running then
     */
    public static Stack start(
            Path folder, Ports ports, Set<ServerKind> kinds, WorkerSize worker, Map<String, String> taskEnvironment) {
        return started(new Stack(DataFolder.acquire(folder), ports, worker, Optional.empty(), taskEnvironment), kinds);
    }

    /**
     * As {@link #start(Path, Ports, Set)}, with Kafka, the databases and the registry in no plain text at all: over
     * TLS, at {@code localhost} and under no other name, with a login. The authority lives in the folder {@code tls}.
     */
    public static Stack startSecured(Path folder, Ports ports, Set<ServerKind> kinds) {
        DataFolder data = DataFolder.acquire(folder);
        ServerCertificate certificate =
                CertificateAuthority.in(data.path().resolve("tls")).issue("servers", "dns:localhost");
        return started(new Stack(data, ports, WorkerSize.standard(), Optional.of(certificate), Map.of()), kinds);
    }

    private static Stack started(Stack stack, Set<ServerKind> kinds) {
        try {
            stack.add(kinds);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /**
     * The one stack of a test JVM, on free ports and with fresh data under {@code target/}, with at least these servers;
     * those that aren't running yet are started now. A shutdown hook ends it.
     */
    public static Stack shared(ServerKind... kinds) {
        return SharedStack.with(kinds);
    }

    /**
     * Starts those of {@code kinds}, and of what they need, that this stack does not have yet. Airflow's tasks find the
     * servers that the stack has when its scheduler starts.
     */
    public synchronized void add(Set<ServerKind> kinds) {
        Set<ServerKind> missing = EnumSet.noneOf(ServerKind.class);
        missing.addAll(kinds);
        kinds.forEach(kind -> missing.addAll(kind.needs()));
        missing.removeAll(servers.keySet());
        if (missing.isEmpty()) {
            return;
        }
        MachineCheck.require(missing, data.path());
        PortCheck.require(missing, place.ports());
        List<ServerProcess> added =
                missing.stream().map(kind -> Servers.create(kind, place)).toList();
        added.forEach(server -> servers.put(server.kind(), server));
        starting = new ParallelStart(added);
        starting.run();
    }

    /** The environment variables that point a task at these servers. */
    public Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        servers.values().forEach(server -> variables.putAll(server.environment()));
        return variables;
    }

    private Map<String, String> environmentWith(Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(more);
        variables.putAll(environment());
        return variables;
    }

    public Server server(ServerKind kind) {
        Server server = servers.get(kind);
        if (server == null) {
            throw new StackException("This stack was started without " + kind.title());
        }
        return server;
    }

    public Set<ServerKind> kinds() {
        return Set.copyOf(servers.keySet());
    }

    /** The folder of everything that the servers write, absolute. */
    public Path data() {
        return data.path();
    }

    public Ports ports() {
        return place.ports();
    }

    private void rotateLogs() {
        for (ServerProcess server : servers.values()) {
            try {
                LogFile.rotate(server.log());
            } catch (UncheckedIOException e) {
                LOG.warn("The log {} can't be put aside: {}", server.log(), e.getMessage());
            }
        }
    }

    /** Stops all of it, those that use others first. */
    @Override
    public void close() {
        stopServers();
        logs.shutdownNow();
        data.close();
        forgetHook();
    }

    private void stopServers() {
        starting.cancel();
        for (Set<ServerKind> group : STOP_ORDER) {
            List<Thread> stops = servers.values().stream()
                    .filter(server -> group.contains(server.kind()))
                    .map(server ->
                            new Thread(server::stop, "stop-" + server.kind().title()))
                    .toList();
            stops.forEach(Thread::start);
            stops.forEach(Stack::join);
        }
    }

    /** However often it is interrupted: each stop is bounded, and a server left running is worse than a wait. */
    private static void join(Thread stop) {
        boolean interrupted = false;
        while (stop.isAlive()) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetHook() {
        if (Thread.currentThread() != hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException theJvmIsEnding) {
                // Then the hook has run, or finds everything stopped.
            }
        }
    }
}
