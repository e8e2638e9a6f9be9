package io.userautomation.commandline;

/** How a task ended, as the process' exit status. 99 is Airflow's "skipped" and so never one of these. */
public enum ExitStatus {
    /** All of the work is done and acknowledged. */
    DONE(0),
    /** Something failed that a later try may find mended. */
    FAILED(1),
    /** The settings or the usage are wrong: no try will help until they are mended. */
    BAD_SETTINGS(2),
    /** The audit found something missing, or too many records were rejected: no try will help. */
    NOT_PROVEN(3),
    /** Interrupted by a signal, or out of time: a later try continues. */
    INTERRUPTED(4);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
