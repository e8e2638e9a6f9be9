package io.userautomation.producer.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunSnapshot;
import java.util.Locale;
import java.util.Optional;

/** Closes a run with the outcome of its best attempt to publish, at the users topic's present end. */
public final class CloseRun {

    private final RunLedger ledger;

    public CloseRun(RunLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes the CLOSED manifest; a closed run stays as it is. Whether an attempt still publishes is not asked: the
     * caller decides when a run is over.
     *
     * @throws TaskException when the run was never opened
     */
    public RunManifest close(RunId runId) throws InterruptedException {
        RunSnapshot snapshot = ledger.snapshot(runId);
        RunManifest manifest = snapshot.manifest();
        if (manifest == null) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS, "run %s was never opened, so there is nothing to close".formatted(runId));
        }
        if (snapshot.isClosed()) {
            return manifest;
        }
        Optional<PublishProgress> best = snapshot.bestAttempt();
        RunOutcome outcome = best.filter(attempt -> attempt.state() == PublishState.COMPLETED)
                        .isPresent()
                ? RunOutcome.COMPLETED
                : RunOutcome.FAILED;
        RunManifest closed = manifest.close(
                ledger.clock().instant(),
                ledger.usersEnd(),
                outcome,
                best.map(PublishProgress::counts).orElse(PublishCounts.NONE));
        ledger.write(closed);
        return closed;
    }

    /** The keys of {@code close-run}'s last line. */
    public static Summary summary(RunManifest manifest) {
        PublishCounts counts = manifest.counts();
        return new Summary()
                .with("run_id", manifest.runId())
                .with("epoch", manifest.epoch())
                .with("outcome", outcome(manifest))
                .with("fetched", counts.fetched())
                .with("published", counts.published())
                .with("rejected", counts.rejected())
                .with("short_of", counts.shortOf());
    }

    /** How a closed run's outcome stands in summaries. */
    public static String outcome(RunManifest manifest) {
        return manifest.outcome().name().toLowerCase(Locale.ROOT);
    }
}
