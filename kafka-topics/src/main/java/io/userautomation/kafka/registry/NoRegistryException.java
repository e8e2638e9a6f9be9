package io.userautomation.kafka.registry;

import java.io.IOException;

/** Something answers that is no registry, or not under this path. */
final class NoRegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    NoRegistryException(String message) {
        super(message);
    }
}
