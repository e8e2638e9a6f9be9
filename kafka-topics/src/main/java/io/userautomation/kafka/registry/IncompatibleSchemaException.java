package io.userautomation.kafka.registry;

import java.io.IOException;

/** The registry holds an older schema that the new one breaks with; the message is the registry's. */
public final class IncompatibleSchemaException extends IOException {

    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }
}
