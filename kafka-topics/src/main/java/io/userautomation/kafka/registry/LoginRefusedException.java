package io.userautomation.kafka.registry;

import java.io.IOException;

/** The registry answers, but not to this user. */
final class LoginRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    LoginRefusedException(String message) {
        super(message);
    }
}
