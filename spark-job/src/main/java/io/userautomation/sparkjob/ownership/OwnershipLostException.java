package io.userautomation.sparkjob.ownership;

/** Another driver may own the checkpoint by now; the cause of the TaskException that says so. */
public final class OwnershipLostException extends Exception {

    private static final long serialVersionUID = 1L;

    OwnershipLostException(Throwable cause) {
        super(cause);
    }
}
