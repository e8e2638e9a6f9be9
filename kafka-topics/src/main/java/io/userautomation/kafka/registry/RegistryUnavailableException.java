package io.userautomation.kafka.registry;

/** The registry does not answer, or not yet with what is needed: an outage, which waiting may end. */
public final class RegistryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence that names the registry */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
