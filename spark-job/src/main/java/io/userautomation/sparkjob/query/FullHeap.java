package io.userautomation.sparkjob.query;

import java.util.regex.Pattern;

/** Tells of a failure whether memory was short. */
public final class FullHeap {

    private static final int DEEPEST = 20;

    /** 52 is what Spark's executors end with when the heap is full, 137 when the operating system has killed them. */
    private static final Pattern IN_AN_EXECUTOR =
            Pattern.compile("java\\.lang\\.OutOfMemoryError|exited with code (52|137)\\b|exit code:? (52|137)\\b");

    private FullHeap() {}

    /** Here, or in a task, of which Spark gives the trace; or in an executor, which ends with it. */
    public static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof OutOfMemoryError
                    || (cause.getMessage() != null
                            && IN_AN_EXECUTOR.matcher(cause.getMessage()).find())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
