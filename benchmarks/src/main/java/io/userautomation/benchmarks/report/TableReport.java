package io.userautomation.benchmarks.report;

import io.userautomation.benchmarks.compare.Goal;
import io.userautomation.benchmarks.compare.Outcome;
import io.userautomation.benchmarks.compare.Verdict;
import io.userautomation.benchmarks.compare.Verdict.Ending;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A line for each figure. */
public final class TableReport {

    private TableReport() {}

    public static void print(List<Outcome> outcomes, PrintStream out) {
        out.printf("%-4s %-40s %8s  %-19s %8s  %s%n", "", "against, or what", "median", "range", "goal", "");
        for (Outcome outcome : outcomes) {
            for (Verdict verdict : outcome.verdicts()) {
                out.printf(
                        Locale.ROOT,
                        "%-4s %-40s %8.2f  %8.2f to %-8.2f %7s  %s%n",
                        outcome.id(),
                        verdict.about() + (verdict.unit().isEmpty() ? "" : ", " + verdict.unit()),
                        verdict.figure().median(),
                        verdict.figure().least(),
                        verdict.figure().most(),
                        inWords(verdict.goal()),
                        inWords(verdict.ending()));
            }
        }
    }

    private static String inWords(Goal goal) {
        return goal == null ? "-" : "%s %s".formatted(goal.bound().sign(), goal.value());
    }

    private static String inWords(Ending ending) {
        return switch (ending) {
            case MET -> "met";
            case MISSED -> "MISSED";
            case NO_GOAL -> "";
        };
    }
}
