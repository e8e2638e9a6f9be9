package io.userautomation.localstack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a command in this JVM as {@link TaskProcess} runs a jar, without the seconds that a JVM's start costs. What the
 * process itself decides (signals, memory, its own streams) shows only there.
 */
public final class InProcess {

    private InProcess() {}

    /** All that a jar's main method does, but for ending the JVM. */
    @FunctionalInterface
    public interface Command {
        /** The exit status. */
        int run(PrintStream out, PrintStream err) throws Exception;
    }

    /**
     * Runs it on a thread of its own and waits for its end. Its stderr has what is logged meanwhile, which is why one at
     * a time may run.
     *
     * @throws AssertionError with what it wrote, if it is still running after {@code patience}; it is interrupted then
     */
    public static Finished run(Duration patience, Command command) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(stdout, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(stderr, true, StandardCharsets.UTF_8);
        FutureTask<Integer> end = new FutureTask<>(() -> command.run(out, err));
        Thread thread = new Thread(end, "in-process");
        thread.setDaemon(true);
        PrintStream before = System.err;
        System.setErr(err);
        try {
            thread.start();
            int status = end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Finished(
                    status, text(stdout).lines().toList(), text(stderr).stripTrailing());
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new AssertionError(
                    "still running after %s%nstdout:%n%s%nstderr:%n%s".formatted(patience, text(stdout), text(stderr)),
                    e);
        } catch (ExecutionException e) {
            throw new AssertionError("threw instead of ending with a status", e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for a command", e);
        } finally {
            System.setErr(before);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
