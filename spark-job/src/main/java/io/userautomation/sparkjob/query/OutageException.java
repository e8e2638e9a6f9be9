package io.userautomation.sparkjob.query;

import java.time.Duration;

/** A server was waited for in vain; the cause of the TaskException that says so. */
public final class OutageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration waited;

    /**
     * @param waited how long
     * @param cause what the server did last
     */
    public OutageException(Duration waited, Throwable cause) {
        super(cause);
        this.waited = waited;
    }

    public Duration waited() {
        return waited;
    }
}
