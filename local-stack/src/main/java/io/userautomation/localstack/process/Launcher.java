package io.userautomation.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes that end when this JVM does, however it ends, where the system has {@code setpriv}.
 *
 * <p>All of them are started by one thread that lives as long as the JVM, because Linux sends the death signal when the
 * thread that started a process ends, not when its process does. Each gets a session of its own: otherwise Ctrl-C in a
 * terminal would reach all of them at once, and they would not stop in order.
 */
public final class Launcher {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "process-launcher");
        thread.setDaemon(true);
        return thread;
    });

    private static final boolean HAS_SESSIONS = works("setsid", "true");
    private static final boolean HAS_DEATH_SIGNALS = works("setpriv", "--pdeathsig", "TERM", "true");

    private Launcher() {}

    /** Starts {@code process}, to be sent {@code deathSignal} (as in {@code TERM}) if this JVM dies first. */
    public static Process start(ProcessBuilder process, String deathSignal) {
        return start(process, deathSignal, List.of());
    }

    /**
     * As {@link #start(ProcessBuilder, String)}, through a command that becomes the process, as {@code unshare} does. It
     * comes before the death signal is set, since a change of user would clear that.
     */
    public static Process start(ProcessBuilder process, String deathSignal, List<String> through) {
        List<String> words = new ArrayList<>();
        if (HAS_SESSIONS) {
            words.add("setsid");
        }
        words.addAll(through);
        if (HAS_DEATH_SIGNALS) {
            words.addAll(List.of("setpriv", "--pdeathsig", deathSignal));
        }
        words.addAll(process.command());
        process.command(words);
        return onLauncherThread(process);
    }

    /** Whether a command of the system is there and ends with status 0 within seconds. */
    public static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void start(ProcessBuilder process, CompletableFuture<Process> started) {
        try {
            started.complete(process.start());
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
        }
    }

    private static Process onLauncherThread(ProcessBuilder process) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        THREAD.execute(() -> start(process, started));
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (InterruptedException e) {
            // It may be on its way, and nobody would know of it.
            CompletableFuture<Void> unused = started.thenAccept(Process::destroyForcibly);
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while starting a process", e));
        }
    }
}
