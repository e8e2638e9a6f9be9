package io.userautomation.producer.api;

import java.util.List;

/**
 * One page to ask for: it decides the users in the answer, whoever asks and whenever.
 *
 * @param seed letters only
 * @param page 1 to {@link PageSequence#PAGES_PER_SEED}
 * @param results users on the page, 1 to 5000
 * @param nationalities two-letter codes in upper case; empty for all
 */
public record PageRequest(String seed, int page, int results, List<String> nationalities) {

    /** The query string, to be appended behind {@code ?} or {@code &}. */
    String query() {
        String filter = nationalities.isEmpty() ? "" : "&nat=" + String.join(",", nationalities);
        return "results=%s&seed=%s&page=%s%s".formatted(results, seed, page, filter);
    }
}
