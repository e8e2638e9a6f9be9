package io.userautomation.localstack;

import io.userautomation.localstack.server.ServerProcess;
import io.userautomation.localstack.server.Servers;
import io.userautomation.localstack.server.StackPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A set of real servers on this machine, each a process of its own that listens on 127.0.0.1 only. They end with
 * {@link #close()}, and with this JVM, however it ends.
 */
public final class Stack implements AutoCloseable {
    /** Those that use others stop first; those of one group stop side by side. */
    private static final List<Set<ServerKind>> STOP_ORDER = List.of(
            EnumSet.of(ServerKind.RANDOM_USER_API, ServerKind.SPARK_WORKER, ServerKind.SCHEMA_REGISTRY),
            EnumSet.of(ServerKind.SPARK_MASTER, ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES));

    private final DataFolder data;
    private final StackPlace place;
    private final Map<ServerKind, ServerProcess> servers = new EnumMap<>(ServerKind.class);
    private final Thread hook = new Thread(this::stopServers, "stack-stop");

    private Stack(DataFolder data, Ports ports) {
        this.data = data;
        this.place = new StackPlace(data.path(), ports, Checkout.find());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts these servers side by side and returns when all of them answer.
     *
     * @param folder where all of them write; what earlier starts stored there is there again
     * @throws StackException if a check fails before anything is started, or a server does not start; nothing is left
     *     running then
     */
    public static Stack start(Path folder, Ports ports, Set<ServerKind> kinds) {
        Stack stack = new Stack(DataFolder.take(folder), ports);
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

    /** Starts those of {@code kinds}, and of what they need, that this stack does not have yet. */
    public synchronized void add(Set<ServerKind> kinds) {
        Set<ServerKind> missing = EnumSet.noneOf(ServerKind.class);
        missing.addAll(kinds);
        kinds.forEach(kind -> missing.addAll(kind.needs()));
        missing.removeAll(servers.keySet());
        List<ServerProcess> starting = new ArrayList<>();
        for (ServerKind kind : missing) {
            ServerProcess server = Servers.create(kind, place);
            servers.put(kind, server);
            starting.add(server);
        }
        startAll(starting);
    }

    private static void startAll(List<ServerProcess> starting) {
        if (starting.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(starting.size());
        try {
            CompletionService<Void> starts = new ExecutorCompletionService<>(threads);
            starting.forEach(server -> starts.submit(server::start, null));
            for (int i = 0; i < starting.size(); i++) {
                starts.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StackException said ? said : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting the stack", e);
        } finally {
            // Ends the other starts at once when one has failed.
            threads.shutdownNow();
        }
    }

    /** The environment variables that point a task at these servers. */
    public synchronized Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>();
        servers.values().forEach(server -> variables.putAll(server.environment()));
        return variables;
    }

    public synchronized Server server(ServerKind kind) {
        Server server = servers.get(kind);
        if (server == null) {
            throw new StackException("This stack was started without " + kind.title());
        }
        return server;
    }

    public synchronized Set<ServerKind> kinds() {
        return Set.copyOf(servers.keySet());
    }

    /** The folder of everything that the servers write, absolute. */
    public Path data() {
        return data.path();
    }

    public Ports ports() {
        return place.ports();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theHookIsRunning) {
            throw new CancellationException("This JVM is ending, and its stack with it");
        }
        stopServers();
        data.close();
    }

    private void stopServers() {
        for (Set<ServerKind> group : STOP_ORDER) {
            servers.entrySet().parallelStream()
                    .filter(server -> group.contains(server.getKey()))
                    .forEach(server -> server.getValue().stop());
        }
    }
}
