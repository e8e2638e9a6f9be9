package io.userautomation.localstack.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Ends a process and everything that it started. */
public final class ProcessEnd {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private ProcessEnd() {}

    /** Sends {@code signal}, waits up to {@code patience}, then SIGKILLs what is left of it and its children. */
    public static void stop(ProcessHandle process, String signal, Duration patience) {
        stop(process, List.of(), signal, patience);
    }

    /** @param alsoTold of its children those that are sent {@code signal}, too */
    public static void stop(ProcessHandle process, List<ProcessHandle> alsoTold, String signal, Duration patience) {
        List<ProcessIdentity> children = children(process);
        // A paused process keeps every other signal waiting.
        Signals.send(signal, process.pid());
        Signals.send("CONT", process.pid());
        alsoTold.forEach(child -> Signals.send(signal, child.pid()));
        awaitEnd(List.of(process), patience);
        kill(process, children);
    }

    /** SIGKILL for it and everything that it started. */
    public static void kill(ProcessHandle process) {
        kill(process, children(process));
    }

    private static void kill(ProcessHandle process, List<ProcessIdentity> children) {
        process.destroyForcibly();
        // Its group too, which the launcher has made its own: what it started since the children were counted.
        Signals.send("KILL", -process.pid());
        List<ProcessHandle> left = children.stream()
                .map(ProcessIdentity::alive)
                .flatMap(Optional::stream)
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(List.of(process), AFTER_KILL);
        awaitEnd(left, AFTER_KILL);
    }

    /** With their start times: some may be gone, and their numbers others', by the time they are killed. */
    private static List<ProcessIdentity> children(ProcessHandle process) {
        return process.descendants()
                .map(child -> ProcessIdentity.of(child.pid()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Not by onExit(): for a process that isn't this one's child it waits until init has taken note, perhaps seconds. */
    private static void awaitEnd(List<ProcessHandle> processes, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (processes.stream().anyMatch(ProcessEnd::runs) && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static boolean runs(ProcessHandle process) {
        return process.isAlive()
                && (process.parent().filter(ProcessHandle.current()::equals).isPresent()
                        || ProcessIdentity.of(process.pid()).isPresent());
    }
}
