package io.userautomation.producer.api;

import io.userautomation.commandline.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The API did not give a page. The message is a sentence's end: "answered …", "closed the connection …". */
public final class ApiException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final Trouble trouble;
    private final transient Duration retryAfter;

    private ApiException(ExitStatus status, Trouble trouble, Duration retryAfter, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.trouble = trouble;
        this.retryAfter = retryAfter;
    }

    /** What another try may mend. */
    enum Trouble {
        /** It asks for patience. */
        THROTTLED,
        /** It says that it can't. */
        SERVER_ERROR,
        /** No connection, or no answer in time. */
        UNANSWERED,
        /** An answer that is no page of users, or not all of one. */
        UNUSABLE
    }

    /** An answer of no use; another try may go well. */
    static ApiException unusable(String message) {
        return unusable(message, null);
    }

    static ApiException unusable(String message, Throwable cause) {
        return new ApiException(ExitStatus.FAILED, Trouble.UNUSABLE, null, message, cause);
    }

    /** No answer; another try may go well. */
    static ApiException unanswered(String message, Throwable cause) {
        return new ApiException(ExitStatus.FAILED, Trouble.UNANSWERED, null, message, cause);
    }

    /** Another try may go well, but not before {@code retryAfter}, which may be null. */
    static ApiException passing(Trouble trouble, String message, Duration retryAfter) {
        return new ApiException(ExitStatus.FAILED, trouble, retryAfter, message, null);
    }

    /** No further try would help; a later run may. */
    static ApiException lasting(String message) {
        return new ApiException(ExitStatus.FAILED, null, null, message, null);
    }

    /** Nothing helps until the settings are changed. */
    static ApiException unfit(String message) {
        return new ApiException(ExitStatus.BAD_SETTINGS, null, null, message, null);
    }

    /** The same, told in another sentence. */
    ApiException about(String sentence) {
        return new ApiException(status, trouble, retryAfter, sentence, this);
    }

    /** What a task that gives up ends with. */
    public ExitStatus status() {
        return status;
    }

    /** Whether another try may go well. */
    public boolean isPassing() {
        return trouble != null;
    }

    /** What another try may mend; empty where none would. */
    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** What the API asks to wait, if it says. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
