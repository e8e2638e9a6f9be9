package io.userautomation.stores;

/** The brokers do not take the dead letters: an outage, which waiting may end. */
public final class DeadLettersUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence that names the brokers and the topic */
    public DeadLettersUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
