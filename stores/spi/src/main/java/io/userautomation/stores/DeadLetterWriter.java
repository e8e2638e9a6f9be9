package io.userautomation.stores;

import io.userautomation.model.record.IncomingRecord;
import java.io.Serializable;

/**
 * Sends what can't be stored to the dead letters. It travels to the executors inside the tasks, so it holds settings
 * only; the producer belongs to the executor's process.
 */
public interface DeadLetterWriter extends Serializable {

    /**
     * Hands one record over: key and value untouched, original headers first, then those of {@code letter}. What its topic
     * does not take as a whole is cut, and says so. Returns late where earlier ones have to be acknowledged first.
     *
     * @throws DeadLettersUnavailableException when the brokers do not answer within seconds
     * @throws io.userautomation.commandline.TaskException for what no waiting mends
     */
    void send(IncomingRecord origin, Refusal letter);

    /**
     * Returns when the brokers have acknowledged everything that this thread has handed over.
     *
     * @throws DeadLettersUnavailableException when they do not within seconds; the letters may be there all the same
     * @throws io.userautomation.commandline.TaskException for what no waiting mends, such as a login that is refused
     */
    void flush();

    /** How many of those that were handed over are acknowledged, counted in their order from the first; never less than before. */
    long acknowledged();

    /**
     * Finds out, on the driver and within a few seconds, whether the brokers can take letters now.
     *
     * @throws StoreUnavailableException when they can't
     */
    void probe() throws StoreUnavailableException;
}
