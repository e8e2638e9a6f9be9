package io.userautomation.sparkjob.run;

import io.userautomation.commandline.TaskException;

/** Finds, in what Spark throws, what a person wants to read. */
final class Failures {

    private static final int DEEPEST = 20;

    private Failures() {}

    /** One sentence: that of the TaskException inside, else the message of the innermost cause. */
    static String sentence(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (cause instanceof TaskException || cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof TaskException) {
            return cause.getMessage();
        }
        String message = cause.getMessage() == null ? "no message" : firstLine(cause.getMessage());
        return cause.getClass().getSimpleName() + ": " + message;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no message");
    }
}
