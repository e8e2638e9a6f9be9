package io.userautomation.benchmarks.report;

import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.compare.Verdict.Ending;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A line for each goal. */
public final class TableReport {

    private TableReport() {}

    public static void print(List<Outcome> outcomes, PrintStream out) {
        out.printf("%-4s %-36s %7s  %-15s %6s  %s%n", "", "against", "ratio", "range", "goal", "");
        for (Outcome outcome : outcomes) {
            for (Verdict verdict : outcome.verdicts()) {
                out.printf(
                        Locale.ROOT,
                        "%-4s %-36s %7.2f  %5.2f to %-6.2f %6s  %s%n",
                        outcome.id(),
                        verdict.against(),
                        verdict.ratio().median(),
                        verdict.ratio().least(),
                        verdict.ratio().most(),
                        verdict.goal() == null ? "-" : verdict.goal(),
                        spoken(verdict.ending()));
            }
        }
    }

    private static String spoken(Ending ending) {
        return switch (ending) {
            case MET -> "met";
            case MISSED -> "MISSED";
            case NO_GOAL -> "";
        };
    }
}
