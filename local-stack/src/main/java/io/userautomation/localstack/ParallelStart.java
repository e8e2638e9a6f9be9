package io.userautomation.localstack;

import io.userautomation.localstack.server.ServerProcess;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts servers side by side, each as soon as those before it are ready; the first failure ends all starts. */
final class ParallelStart {
    private static final Duration GIVING_UP = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletionService<Void> starts = new ExecutorCompletionService<>(threads);
    private final Map<ServerKind, CompletableFuture<Void>> ready = new EnumMap<>(ServerKind.class);
    private final Collection<ServerProcess> servers;

    /** @param servers not started yet; what they need is among them or runs already */
    ParallelStart(Collection<ServerProcess> servers) {
        this.servers = servers;
        servers.forEach(server -> ready.put(server.kind(), new CompletableFuture<>()));
    }

    /** Returns when all of them are ready. */
    void run() {
        try {
            servers.forEach(server -> starts.submit(() -> start(server)));
            for (int i = 0; i < servers.size(); i++) {
                starts.take().get();
            }
        } catch (ExecutionException e) {
            throw said(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting the stack", e);
        } finally {
            cancel();
        }
    }

    /** Makes every start that is under way give up, and returns when none can start a process any more. */
    void cancel() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(GIVING_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Void start(ServerProcess server) throws ExecutionException, InterruptedException {
        CompletableFuture<Void> mine = ready.get(server.kind());
        try {
            for (ServerKind earlier : server.kind().startsAfter()) {
                ready.getOrDefault(earlier, CompletableFuture.completedFuture(null))
                        .get();
            }
            server.start();
            mine.complete(null);
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        }
        return null;
    }

    private static RuntimeException said(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof StackException said
                ? said
                : new StackException("The stack can't be started: " + cause, cause);
    }
}
