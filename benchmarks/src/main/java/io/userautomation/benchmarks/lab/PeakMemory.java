package io.userautomation.benchmarks.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process had resident, as Linux keeps it while the process lives. */
final class PeakMemory {

    private static final String NAME = "VmHWM:";

    private final Path status;
    private double mebibytes;

    PeakMemory(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
        look();
    }

    /** Reads it once more, if the process is still there. */
    final void look() {
        try {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(NAME))
                    .forEach(line -> mebibytes = kibibytes(line) / 1024);
        } catch (IOException ended) {
            // What was read last stands.
        }
    }

    private static double kibibytes(String line) {
        return Double.parseDouble(line.replaceAll("\\D", ""));
    }

    /** Zero where it was never read, as on a system that is not Linux. */
    double mebibytes() {
        return mebibytes;
    }
}
