package io.userautomation.localstack.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process and everything that it started. */
public final class ProcessEnd {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private ProcessEnd() {}

    /** Sends {@code signal}, waits up to {@code patience}, then SIGKILLs what is left of it and its children. */
    public static void stop(ProcessHandle process, String signal, Duration patience) {
        List<ProcessHandle> children = process.descendants().toList();
        // A paused process keeps every other signal waiting.
        Signals.send(signal, process.pid());
        Signals.send("CONT", process.pid());
        if (!ended(process, patience)) {
            process.destroyForcibly();
            ended(process, AFTER_KILL);
        }
        endChildren(children);
    }

    /** SIGKILL, also for its children, which may need the moment that it takes them to see that their parent is gone. */
    public static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        ended(process, AFTER_KILL);
        endChildren(children);
    }

    private static void endChildren(List<ProcessHandle> children) {
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> ended(child, AFTER_KILL));
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
