package io.userautomation.kafka.settings;

/** The threads of Kafka's clients. */
public final class KafkaThreads {

    /** Their class is the clients' own affair, and has another name from version to version. */
    private static final String CLIENTS = "org.apache.kafka.";

    private KafkaThreads() {}

    /**
     * Lets an error that ends one of them end the process. The clients only log it, and whoever waits for such a thread
     * waits on for ever. To be called when a client was made.
     */
    public static void surfaceErrors() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getName().startsWith(CLIENTS))
                .forEach(thread -> thread.setUncaughtExceptionHandler(null));
    }
}
