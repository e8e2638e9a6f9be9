package io.userautomation.producer.publish;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.producer.Ticker;
import io.userautomation.producer.api.ApiException;
import io.userautomation.producer.api.UserPage;
import java.time.Duration;
import java.util.Optional;

/** Moves users from pages to the publisher until there are as many as asked for, or the duration has ended. */
final class Attempt {

    private static final Duration FOREVER = Duration.ofDays(365);
    private static final double PERCENT = 100;

    private final RunRequest request;
    private final double rejectBudget;
    private final PagePrefetch pages;
    private final UserPublisher publisher;
    private final Tally tally;
    private final Pace pace;
    private final Ticker ticker;
    private final long start;

    Attempt(
            RunRequest request,
            double rejectBudget,
            PagePrefetch pages,
            UserPublisher publisher,
            Tally tally,
            Pace pace,
            Ticker ticker) {
        this.request = request;
        this.rejectBudget = rejectBudget;
        this.pages = pages;
        this.publisher = publisher;
        this.tally = tally;
        this.pace = pace;
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /**
     * Returns when everything is acknowledged.
     *
     * @throws ApiException when a page can't be had
     * @throws TaskException when too many users are rejected, or none came
     * @throws org.apache.kafka.common.KafkaException when the brokers don't acknowledge
     */
    void run() throws ApiException, InterruptedException {
        pages.begin();
        Optional<UserPage> page = pages.take(left());
        while (page.isPresent()) {
            tally.page();
            boolean more = users(page.get()) < wanted();
            if (more) {
                pages.begin();
            }
            publish(page.get());
            requireRejectsWithinBudget();
            page = more && !left().isZero() ? pages.take(left()) : Optional.empty();
        }
        publisher.flush();
        if (tally.fetchedSoFar() == 0) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "no page came from the Random User API within the duration of %s s"
                            .formatted(request.durationSeconds()));
        }
        requireRejectsWithinBudget();
    }

    private void publish(UserPage page) throws InterruptedException {
        long count = users(page);
        for (UserRecord user : page.users()) {
            if (count-- == 0) {
                return;
            }
            pace.await(1, left());
            if (left().isZero()) {
                return;
            }
            publisher.publish(user);
        }
    }

    /** How many of a page are wanted. */
    private long users(UserPage page) {
        return Math.min(page.users().size(), wanted());
    }

    private long wanted() {
        return request.users() == null ? Long.MAX_VALUE : request.users() - tally.fetchedSoFar();
    }

    private Duration left() {
        if (request.durationSeconds() == null) {
            return FOREVER;
        }
        Duration left = Duration.ofSeconds(request.durationSeconds()).minusNanos(ticker.nanos() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void requireRejectsWithinBudget() {
        PublishCounts counts = tally.counts(request.users());
        long of = Math.max(request.users() == null ? 0 : request.users(), counts.fetched());
        if (counts.rejected() * PERCENT > rejectBudget * of) {
            throw new TaskException(
                    ExitStatus.NOT_PROVEN,
                    "%s of %s users were rejected, more than %s %%: their reasons are in the dead letters"
                            .formatted(counts.rejected(), counts.fetched(), rejectBudget));
        }
    }
}
