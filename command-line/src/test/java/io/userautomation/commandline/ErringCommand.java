package io.userautomation.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A process that ends by an error: {@code ErringCommand error thread}. */
final class ErringCommand {

    private static final int BLOCK = 100_000;
    private static final List<byte[]> HELD = new ArrayList<>();

    private ErringCommand() {}

    public static void main(String[] arguments) {
        Runnable error = error(arguments[0]);
        Command command = Command.of("err", "Errs.", List.of(), settings -> {
            run(arguments[1], error);
            return new Summary();
        });
        System.exit(CommandRunner.runInProcess(command).code());
    }

    private static void run(String thread, Runnable error) throws InterruptedException, ExecutionException {
        switch (thread) {
            case "main" -> error.run();
            case "other" -> {
                new Thread(error, "other").start();
                new CountDownLatch(1).await();
            }
            case "executor" -> {
                ExecutorService threads = Executors.newSingleThreadExecutor();
                try {
                    threads.submit(error).get();
                } finally {
                    threads.shutdownNow();
                }
            }
            case "beat" -> {
                new ScheduledThreadPoolExecutor(1)
                        .schedule(() -> surfacing(error), 1, TimeUnit.MILLISECONDS)
                        .get();
                new CountDownLatch(1).await();
            }
            default -> throw new IllegalArgumentException(thread);
        }
    }

    private static void surfacing(Runnable error) {
        try {
            error.run();
        } catch (Error e) {
            JvmErrors.surface(e);
        }
    }

    private static Runnable error(String name) {
        return switch (name) {
            case "heap" -> ErringCommand::fill;
            case "stack" -> () -> deeper(0);
            case "class" ->
                () -> {
                    throw new NoClassDefFoundError("org/example/Absent");
                };
            case "module" ->
                () -> {
                    throw new NoClassDefFoundError("java/sql/Driver");
                };
            case "library" -> () -> System.loadLibrary("absent");
            case "exit" -> () -> System.exit(50);
            case "assertion" ->
                () -> {
                    throw new AssertionError("some user's name");
                };
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void fill() {
        while (true) {
            HELD.add(new byte[BLOCK]);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // that is the error
    private static long deeper(long depth) {
        return 1 + deeper(depth + 1);
    }
}
