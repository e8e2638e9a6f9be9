package io.userautomation.stores;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;

/**
 * An error of a store's server, classified once for all who may meet it.
 *
 * @param kind what it means
 * @param sentence for a person: the server, what happened, and what to do where waiting does not mend it
 * @param cause as the driver threw it; null for what a server sent, which may hold a row
 */
public record StoreFailure(FailureKind kind, String sentence, Throwable cause) {

    public boolean isOutage() {
        return kind == FailureKind.OUTAGE;
    }

    /**
     * The outage that this is.
     *
     * @throws TaskException with status 1 where it is none, since no waiting mends it
     */
    public StoreUnavailableException outage() {
        if (!isOutage()) {
            throw fatal();
        }
        return new StoreUnavailableException(sentence, cause);
    }

    /** What a task ends with for it. */
    public TaskException fatal() {
        return new TaskException(ExitStatus.FAILED, sentence, cause);
    }
}
