package io.userautomation.commandline;

/** Ends a task with a status and one sentence for a person: what failed, where, and what to do. */
public final class TaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final transient Summary summary;
    private final boolean knowsOfSignal;

    public TaskException(ExitStatus status, String sentence) {
        this(status, sentence, null, new Summary());
    }

    public TaskException(ExitStatus status, String sentence, Throwable cause) {
        this(status, sentence, cause, new Summary());
    }

    /** @param summary what had been done by then; the task's last line carries it too */
    public TaskException(ExitStatus status, String sentence, Throwable cause, Summary summary) {
        this(status, sentence, cause, summary, false);
    }

    private TaskException(ExitStatus status, String sentence, Throwable cause, Summary summary, boolean knowsOfSignal) {
        super(sentence, cause);
        this.status = status;
        this.summary = summary;
        this.knowsOfSignal = knowsOfSignal;
    }

    /** The end of a task that has noticed its signal and has more to say than that: the signal doesn't replace it. */
    public static TaskException atSignal(ExitStatus status, String sentence, Throwable cause, Summary summary) {
        return new TaskException(status, sentence, cause, summary, true);
    }

    public ExitStatus status() {
        return status;
    }

    boolean knowsOfSignal() {
        return knowsOfSignal;
    }

    Summary summary() {
        return summary;
    }
}
