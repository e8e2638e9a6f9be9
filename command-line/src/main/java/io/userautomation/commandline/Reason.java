package io.userautomation.commandline;

import java.util.concurrent.ExecutionException;

/** What an exception says, in one line. */
public final class Reason {

    private Reason() {}

    /** The innermost message that says something, without line breaks; the class' name where there is none. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof ExecutionException || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
