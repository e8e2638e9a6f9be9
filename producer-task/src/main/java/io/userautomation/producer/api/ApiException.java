package io.userautomation.producer.api;

import io.userautomation.commandline.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The API did not give a page. The message is a sentence's end: "answered …", "closed the connection …". */
public final class ApiException extends IOException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final boolean passing;
    private final transient Duration retryAfter;

    private ApiException(ExitStatus status, boolean passing, Duration retryAfter, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** Another try may go well. */
    static ApiException passing(String message) {
        return new ApiException(ExitStatus.FAILED, true, null, message, null);
    }

    static ApiException passing(String message, Throwable cause) {
        return new ApiException(ExitStatus.FAILED, true, null, message, cause);
    }

    /** Another try may go well, but not before {@code retryAfter}, which may be null. */
    static ApiException passing(String message, Duration retryAfter) {
        return new ApiException(ExitStatus.FAILED, true, retryAfter, message, null);
    }

    /** No further try would help; a later run may. */
    static ApiException lasting(String message) {
        return new ApiException(ExitStatus.FAILED, false, null, message, null);
    }

    /** Nothing helps until the settings are changed. */
    static ApiException unfit(String message) {
        return new ApiException(ExitStatus.BAD_SETTINGS, false, null, message, null);
    }

    /** The same, told in another sentence. */
    ApiException about(String sentence) {
        return new ApiException(status, passing, retryAfter, sentence, this);
    }

    /** What a task that gives up ends with. */
    public ExitStatus status() {
        return status;
    }

    /** Whether another try may go well. */
    public boolean isPassing() {
        return passing;
    }

    /** What the API asks to wait, if it says. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
