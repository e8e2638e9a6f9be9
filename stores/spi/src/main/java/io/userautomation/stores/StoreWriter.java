package io.userautomation.stores;

import io.userautomation.model.record.ValidUser;
import java.io.Serializable;
import java.util.Iterator;

/**
 * Writes users to one database. It travels to the executors inside the tasks, so it holds settings only; connections
 * belong to the executor's process.
 */
public interface StoreWriter extends Serializable {

    /** The {@link Store#name() store} that it writes. */
    String store();

    /**
     * Stores one partition of a batch; runs inside a Spark task. Of users with the same id only the newest, by Kafka
     * timestamp and offset, is written. Writing the same users again changes nothing.
     *
     * @return {@link WriteOutcome.Unavailable} where the database did not answer within seconds: the task gives its
     *     core back, and the driver does the waiting
     * @throws io.userautomation.commandline.TaskException for what no waiting mends, such as a wrong schema or password
     */
    WriteOutcome write(Iterator<ValidUser> users);

    /**
     * Opens what {@link #write} needs in an executor's process, so that the first batch does not wait for it. Writes nothing;
     * by default {@link #probe} opens all that there is.
     *
     * @throws StoreUnavailableException when the database does not answer, which the first batch will see for itself
     */
    default void warmUp() throws StoreUnavailableException {
        probe();
    }

    /**
     * Finds out, on the driver and within a few seconds, whether the database can be written now.
     *
     * @throws StoreUnavailableException when it can't
     */
    void probe() throws StoreUnavailableException;

    /**
     * Checks, on the driver before anything is written, that the table is there as expected.
     *
     * @throws StoreUnavailableException when the database does not answer
     * @throws io.userautomation.commandline.TaskException when the table is missing or another one
     */
    void verify() throws StoreUnavailableException;

    /**
     * What the database itself calls the table, by its own ids: another text once it was dropped and created anew, or the
     * address leads to another database; the same by whatever address it is reached. Part of a checkpoint's identity. Runs
     * on the driver, behind {@link #verify}.
     *
     * @throws StoreUnavailableException when the database does not answer
     */
    String tableIdentity() throws StoreUnavailableException;
}
