package io.userautomation.localstack.process;

import java.util.concurrent.CompletableFuture;

/**
 * Lets Ctrl-C and SIGTERM interrupt the main thread, and the process end in its own time with the status that the main
 * thread then comes to, instead of the JVM's 130 or 143.
 */
public final class OrderlyEnd {
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private OrderlyEnd() {}

    /** From now on a signal interrupts {@code main}, which must then call {@link #exit(int)}. */
    public static OrderlyEnd of(Thread main) {
        OrderlyEnd end = new OrderlyEnd();
        Thread hook = new Thread(
                () -> {
                    main.interrupt();
                    Runtime.getRuntime().halt(end.status.join());
                },
                "orderly-end");
        Runtime.getRuntime().addShutdownHook(hook);
        return end;
    }

    /** Ends the process; does not return. */
    public void exit(int code) {
        status.complete(code);
        System.exit(code);
    }
}
