package io.userautomation.benchmarks.suite;

import io.userautomation.benchmarks.compare.Trial;
import java.io.PrintStream;
import java.util.Locale;

/** Says what is under way. */
record Progress(PrintStream out) {

    void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    void trial(String contender, Trial trial) {
        line("  %-28s %,10.0f rows/s (%,d in %.1f s)", contender, trial.rowsPerSecond(), trial.rows(), trial.seconds());
    }
}
