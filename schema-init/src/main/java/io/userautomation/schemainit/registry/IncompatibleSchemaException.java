package io.userautomation.schemainit.registry;

import java.io.IOException;

/** The registry holds an older schema that the new one breaks with; the message is the registry's. */
final class IncompatibleSchemaException extends IOException {

    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }
}
