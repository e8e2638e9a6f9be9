package io.userautomation.sparkjob.sink;

import io.userautomation.sparkjob.transform.IncomingRecord;
import java.io.Serializable;

/**
 * Sends what can't be stored to the dead letters. It travels to the executors inside the tasks, so it holds settings
 * only; the producer belongs to the executor's process.
 */
public interface DeadLetterWriter extends Serializable {

    /** Hands one record over: key and value untouched, original headers first, then those of {@code letter}. */
    void send(IncomingRecord origin, DeadLetter letter);

    /**
     * Returns when the brokers have acknowledged everything that this thread has handed over.
     *
     * @throws org.apache.kafka.common.KafkaException when they did not
     */
    void flush();
}
