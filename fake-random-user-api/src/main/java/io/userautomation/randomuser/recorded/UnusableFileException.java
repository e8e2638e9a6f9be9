package io.userautomation.randomuser.recorded;

import java.io.IOException;

/** A file without captured responses; the message is the reason, to be read behind the file's name. */
final class UnusableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableFileException(String reason) {
        super(reason);
    }
}
