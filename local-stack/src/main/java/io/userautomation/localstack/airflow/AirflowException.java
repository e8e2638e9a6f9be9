package io.userautomation.localstack.airflow;

import io.userautomation.localstack.StackException;

/** Airflow refused a request, or can't do what is waited for; the message is a sentence for a person. */
public final class AirflowException extends StackException {
    private static final long serialVersionUID = 1L;

    /** The status where Airflow answered nothing, or nothing that is wrong by itself. */
    private static final int NONE = 0;

    private final int status;
    private final String detail;

    /**
     * A refusal.
     *
     * @param request method and path
     * @param status of the HTTP response
     * @param detail Airflow's own words; may have several lines
     */
    AirflowException(String request, int status, String detail) {
        super("Airflow answered %s with %s: %s"
                .formatted(request, status, detail.lines().findFirst().orElse("")));
        this.status = status;
        this.detail = detail;
    }

    AirflowException(String sentence) {
        super(sentence);
        this.status = NONE;
        this.detail = sentence;
    }

    AirflowException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.status = NONE;
        this.detail = sentence;
    }

    /** Of the HTTP response, as in 400, 404 or 409; 0 where there was none. */
    public int status() {
        return status;
    }

    /** What Airflow itself says, as in {@code Invalid input for param users: 0 is less than the minimum of 1}. */
    public String detail() {
        return detail;
    }
}
