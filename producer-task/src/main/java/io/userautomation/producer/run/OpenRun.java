package io.userautomation.producer.run;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.producer.settings.DeadlineCheck;
import io.userautomation.producer.settings.RequestSettings;
import io.userautomation.producer.settings.RunSeed;
import java.util.List;

/** Opens a run, or opens it again: the next epoch of the same seed, from the users topic's present end. */
public final class OpenRun {

    private final RunLedger ledger;
    private final DeadlineCheck deadline;

    /** @param deadline that the publishing will have */
    public OpenRun(RunLedger ledger, DeadlineCheck deadline) {
        this.ledger = ledger;
        this.deadline = deadline;
    }

    /**
     * Writes the OPEN manifest.
     *
     * @param apiVersion {@link io.userautomation.producer.settings.ApiSettings#people() that the API's address pins}
     * @param stores names of those that the users are to reach
     * @throws InvalidSettingsException when a run of this id was opened for other users before, or when no try could
     *     publish them in time
     */
    public RunManifest open(RunId runId, RequestSettings settings, String apiVersion, List<String> stores)
            throws InterruptedException {
        RunManifest previous = ledger.snapshot(runId).manifest();
        RunManifest opened = previous == null
                ? first(runId, settings, apiVersion)
                : next(
                        runId,
                        previous,
                        deadline.require(
                                settings.reopened(runId.value(), previous.request(), previous.seed(), apiVersion)));
        RunManifest manifest = opened.reaching(stores);
        ledger.write(manifest);
        return manifest;
    }

    /** The keys of {@code open-run}'s last line. */
    public static Summary summary(RunManifest manifest) {
        return new Summary()
                .with("run_id", manifest.runId())
                .with("epoch", manifest.epoch())
                .with("seed", manifest.seed())
                .with("users", manifest.request().users())
                .with("duration_seconds", manifest.request().durationSeconds())
                .with("page_size", manifest.request().pageSize())
                .with("stores", manifest.storesToReach());
    }

    private RunManifest first(RunId runId, RequestSettings settings, String apiVersion) throws InterruptedException {
        RunRequest request = deadline.require(settings.opened(apiVersion));
        String seed = RunSeed.of(runId, settings, request);
        return RunManifest.open(runId, 1, seed, request, ledger.clock().instant(), ledger.usersEnd());
    }

    private RunManifest next(RunId runId, RunManifest previous, RunRequest request) throws InterruptedException {
        return RunManifest.open(
                runId,
                previous.epoch() + 1,
                previous.seed(),
                request,
                ledger.clock().instant(),
                ledger.usersEnd());
    }
}
