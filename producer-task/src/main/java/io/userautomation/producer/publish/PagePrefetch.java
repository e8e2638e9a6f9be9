package io.userautomation.producer.publish;

import io.userautomation.producer.Ticker;
import io.userautomation.producer.api.ApiException;
import io.userautomation.producer.api.PageSequence;
import io.userautomation.producer.api.UserApi;
import io.userautomation.producer.api.UserPage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches pages in order on a thread of its own, one at a time, at a pace; at most one is waiting to be taken. */
final class PagePrefetch implements AutoCloseable {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final UserApi api;
    private final PageSequence pages;
    private final int pageSize;
    private final Pace pace;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "page-fetch");
        daemon.setDaemon(true);
        return daemon;
    });
    private long index;
    private Future<UserPage> next;

    /** @param usersPerSecond at most, infinite for no limit: the API counts what it gives, not what is published */
    PagePrefetch(UserApi api, PageSequence pages, int pageSize, double usersPerSecond, Ticker ticker) {
        this.api = api;
        this.pages = pages;
        this.pageSize = pageSize;
        this.pace = new Pace(usersPerSecond, ticker);
    }

    /** Begins to fetch the next page. */
    void begin() {
        long wanted = index++;
        next = thread.submit(() -> {
            pace.await(pageSize, FOREVER);
            return api.fetch(pages.page(wanted), FOREVER);
        });
    }

    /**
     * The page begun last, or empty when it has not come within {@code patience}.
     *
     * @throws ApiException when it can't be had
     */
    Optional<UserPage> take(Duration patience) throws ApiException, InterruptedException {
        try {
            return Optional.of(next.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException cause) {
                throw cause;
            }
            throw new IllegalStateException(
                    "fetching a page ended in a way that was not foreseen: " + e.getCause(), e.getCause());
        }
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        thread.shutdownNow();
        api.close();
    }
}
