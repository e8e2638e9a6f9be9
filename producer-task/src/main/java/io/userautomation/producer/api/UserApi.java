package io.userautomation.producer.api;

import java.time.Duration;

/** Where users come from. */
public interface UserApi extends AutoCloseable {

    /**
     * Fetches one page, whole.
     *
     * @param atMost after this long it is given up
     * @throws ApiException when it does not come, or is not what was asked for
     * @throws InterruptedException when this thread is interrupted while it waits
     */
    UserPage fetch(PageRequest request, Duration atMost) throws ApiException, InterruptedException;

    /** Ends every request in flight, from whatever thread. */
    @Override
    void close();
}
