package io.userautomation.producer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is watching. */
final class Terminal {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Java itself only tells of stdin and stdout together, so Linux is asked for stderr first. */
    @SuppressWarnings("SystemConsoleNull") // null without a terminal up to Java 21, and this needs no newer one
    static boolean isStderr() {
        try {
            String target = Files.readSymbolicLink(STDERR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
