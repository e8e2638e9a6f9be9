package io.userautomation.sparkjob.source;

/** The brokers hold other records than those that were stored from them; the cause of the TaskException that says so. */
public final class LogReplacedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param cause how Spark tells of it; null where it was found by comparing */
    public LogReplacedException(Throwable cause) {
        super(cause);
    }
}
