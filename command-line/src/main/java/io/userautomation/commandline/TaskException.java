package io.userautomation.commandline;

/** Ends a task with a status and one sentence for a person: what failed, where, and what to do. */
public final class TaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final transient Summary summary;

    public TaskException(ExitStatus status, String sentence) {
        this(status, sentence, null, new Summary());
    }

    public TaskException(ExitStatus status, String sentence, Throwable cause) {
        this(status, sentence, cause, new Summary());
    }

    /** @param summary what had been done by then; the task's last line carries it too */
    public TaskException(ExitStatus status, String sentence, Throwable cause, Summary summary) {
        super(sentence, cause);
        this.status = status;
        this.summary = summary;
    }

    public ExitStatus status() {
        return status;
    }

    Summary summary() {
        return summary;
    }
}
