package io.userautomation.commandline;

import sun.misc.Signal;

/**
 * SIGTERM and SIGINT as an interruption of the task's thread, so that the process ends with status 4 of its own
 * accord. A shutdown hook could not: the JVM would exit 143 while the task still runs.
 */
public final class Signals {

    private Signals() {}

    /**
     * From now on a signal runs {@code first} and interrupts {@code thread}; if the process still lives
     * {@link TaskRunner#PATIENCE} later, {@code lastWord} runs and the process ends at once.
     */
    public static void interrupt(Thread thread, Runnable first, Runnable lastWord) {
        handle(() -> {
            first.run();
            thread.interrupt();
            Thread watchdog = new Thread(() -> endAfterPatience(lastWord), "signal-watchdog");
            watchdog.setDaemon(true);
            watchdog.start();
        });
    }

    /** From now on a signal runs {@code reaction} instead of ending the JVM; a later call replaces an earlier one. */
    public static void handle(Runnable reaction) {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> reaction.run());
        }
    }

    private static void endAfterPatience(Runnable lastWord) {
        try {
            Thread.sleep(TaskRunner.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lastWord.run();
        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED.code());
    }
}
