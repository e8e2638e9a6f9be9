package io.userautomation.kafka.settings;

import org.apache.kafka.common.utils.KafkaThread;

/** The threads of Kafka's clients. */
public final class KafkaThreads {

    private KafkaThreads() {}

    /**
     * Lets an error that ends one of them end the process. The clients only log it, and whoever waits for such a thread
     * waits on for ever. To be called when a client was made.
     */
    public static void surfaceErrors() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(KafkaThread.class::isInstance)
                .forEach(thread -> thread.setUncaughtExceptionHandler(null));
    }
}
