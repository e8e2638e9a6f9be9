package io.userautomation.schemainit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ServerSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Connects to all servers side by side, each until it answers or the time is up. */
final class ServerWait {

    private final Duration longest;

    ServerWait(Duration longest) {
        this.longest = longest;
    }

    /**
     * Returns when every part is connected.
     *
     * @throws TaskException naming each server that isn't, and why
     */
    void forAll(List<ServerSchema> parts) throws InterruptedException {
        CountDownLatch underway = new CountDownLatch(parts.size());
        List<Connecting> attempts =
                parts.stream().map(part -> new Connecting(part, underway)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(parts.size(), ServerWait::daemon);
        try {
            attempts.forEach(threads::execute);
            boolean allEnded = underway.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            String failures = attempts.stream()
                    .flatMap(attempt -> attempt.failure().stream())
                    .collect(Collectors.joining("; "));
            if (!failures.isEmpty()) {
                String waited = allEnded ? "" : "after waiting for %s: ".formatted(inWords(longest));
                throw new TaskException(ExitStatus.FAILED, waited + failures);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** A client that hangs must not keep the process alive. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "server-wait");
        thread.setDaemon(true);
        return thread;
    }
}
