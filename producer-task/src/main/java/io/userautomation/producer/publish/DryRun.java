package io.userautomation.producer.publish;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.producer.api.ApiException;
import io.userautomation.producer.api.PageSequence;
import io.userautomation.producer.api.RetryingUserApi;
import io.userautomation.producer.api.UserPage;
import io.userautomation.producer.run.RunLedger;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.RequestSettings;
import io.userautomation.producer.settings.RunSeed;

/** All that publishing needs, tried out with one page; nothing is written anywhere, and the run need not be open. */
public final class DryRun {

    private final RunLedger ledger;
    private final RetryingUserApi api;
    private final ApiSettings apiSettings;

    public DryRun(RunLedger ledger, RetryingUserApi api, ApiSettings apiSettings) {
        this.ledger = ledger;
        this.api = api;
        this.apiSettings = apiSettings;
    }

    /**
     * Fetches the first page that publishing would.
     *
     * @return the keys of {@code publish}'s last line, {@code state} being {@code dry_run}
     */
    public Summary fetch(RunId runId, RequestSettings asked) throws InterruptedException {
        RunManifest run = ledger.snapshot(runId).manifest();
        String version = apiSettings.people();
        RunRequest request =
                run == null ? asked.opened(version) : asked.reopened(runId.value(), run.request(), run.seed(), version);
        String seed = run == null ? RunSeed.of(runId, asked, request) : run.seed();
        UserPage page = firstPage(new PageSequence(seed, request));
        long rejected = page.users().stream()
                .filter(user -> UserRecordValidator.validate(user) instanceof Validation.Invalid)
                .count();
        PublishCounts counts = new PublishCounts(page.users().size(), 0, rejected, 0);
        return new PublishResult(runId, "dry_run", counts, 1, api.calls().retries(), 0).summary();
    }

    private UserPage firstPage(PageSequence pages) throws InterruptedException {
        try {
            return api.fetch(pages.page(0), apiSettings.deadline());
        } catch (ApiException e) {
            throw new TaskException(e.status(), e.getMessage(), e);
        }
    }
}
