package io.userautomation.producer.publish;

import io.userautomation.model.runs.PublishCounts;
import io.userautomation.producer.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows how far the publishing has come: a bar that moves on a terminal, a line every five seconds in a log. */
final class Progress {

    private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration BAR_INTERVAL = Duration.ofMillis(200);
    private static final int BAR_WIDTH = 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final boolean terminal;
    private final Long asked;
    private final Supplier<PublishCounts> counts;
    private final Ticker ticker;
    private final long start;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "progress");
        daemon.setDaemon(true);
        return daemon;
    });

    /** @param asked for, or null where only a duration bounds the run */
    Progress(PrintStream out, boolean terminal, Long asked, Supplier<PublishCounts> counts, Ticker ticker) {
        this.out = out;
        this.terminal = terminal;
        this.asked = asked;
        this.counts = counts;
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what it shows is all that matters
    void start() {
        long millis = (terminal ? BAR_INTERVAL : LINE_INTERVAL).toMillis();
        thread.scheduleAtFixedRate(this::show, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Acknowledged users per second since the start. */
    double usersPerSecond() {
        double seconds = Math.max(ticker.nanos() - start, 1) / NANOS_PER_SECOND;
        return counts.get().published() / seconds;
    }

    /** Shows the last state and ends the bar's line. */
    void end() {
        thread.shutdownNow();
        show();
        if (terminal) {
            out.println();
        }
    }

    private void show() {
        if (terminal) {
            out.print("\r" + bar() + text() + " ");
            out.flush();
        } else {
            out.println(text());
        }
    }

    private String bar() {
        if (asked == null) {
            return "";
        }
        int full = (int) (BAR_WIDTH * counts.get().published() / asked);
        return "[" + "#".repeat(full) + "-".repeat(BAR_WIDTH - full) + "] ";
    }

    private String text() {
        PublishCounts now = counts.get();
        String of = asked == null
                ? ""
                : String.format(Locale.ROOT, " of %,d (%d %%)", asked, 100 * now.published() / asked);
        return String.format(
                Locale.ROOT,
                "published %,d%s, %,.0f users/s, %,d rejected",
                now.published(),
                of,
                usersPerSecond(),
                now.rejected());
    }
}
