package io.userautomation.stores;

/** A database that does not answer: an outage, which waiting may end. */
public final class StoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence that names the database's host and port */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
