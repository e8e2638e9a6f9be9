package io.userautomation.model.runs;

import java.util.List;
import java.util.Objects;

/**
 * What a run was asked to fetch. It is kept in the manifest so that every attempt asks the API the very same pages.
 *
 * @param users number of users; null where only the duration bounds the run
 * @param durationSeconds how long to publish; null where only the number of users bounds the run
 * @param rate users per second; null for the API's own pace
 * @param pageSize users per page: never changes within a run, since the users depend on it
 * @param nationalities two-letter codes in upper case, sorted; empty for all
 * @param apiVersion such as {@code "1.4"} or {@code "1.4 gender=female"}: the users depend on it too
 */
public record RunRequest(
        Long users, Long durationSeconds, Double rate, int pageSize, List<String> nationalities, String apiVersion) {

    public RunRequest {
        if (rate != null && !Double.isFinite(rate)) {
            throw new IllegalArgumentException("rate must be a number");
        }
        if (pageSize < 1 || (users != null && users < 1) || (durationSeconds != null && durationSeconds < 1)) {
            throw new IllegalArgumentException("page size, users and duration must be at least 1");
        }
        Objects.requireNonNull(apiVersion, "apiVersion");
        nationalities = List.copyOf(nationalities);
    }
}
