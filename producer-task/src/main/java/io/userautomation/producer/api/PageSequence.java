package io.userautomation.producer.api;

import io.userautomation.model.runs.RunRequest;

/**
 * The pages of a run, in order and without end. Page 10001 of a seed is its page 1 again, so the seed changes before.
 * The last page of a run is asked for in full too: the same request gives the same users to every attempt.
 */
public final class PageSequence {

    /** Pages asked for under one seed. */
    static final int PAGES_PER_SEED = 9_999;

    private static final int LETTERS = 26;
    private static final int SPECIAL_LENGTH = 18;

    private final String seed;
    private final RunRequest request;

    public PageSequence(String seed, RunRequest request) {
        this.seed = seed;
        this.request = request;
    }

    /** @param index 0 for the first page */
    public PageRequest page(long index) {
        return new PageRequest(
                seed(index / PAGES_PER_SEED),
                (int) (index % PAGES_PER_SEED) + 1,
                request.pageSize(),
                request.nationalities());
    }

    /** The seed itself, then the seed with a counter of letters behind it, never 18 characters long. */
    private String seed(long round) {
        if (round == 0) {
            return seed;
        }
        String rotated = seed + letters(round, 2);
        return rotated.length() == SPECIAL_LENGTH ? seed + letters(round, 3) : rotated;
    }

    private static String letters(long number, int width) {
        StringBuilder letters = new StringBuilder();
        for (long rest = number; rest > 0 || letters.length() < width; rest /= LETTERS) {
            letters.append((char) ('a' + rest % LETTERS));
        }
        return letters.reverse().toString();
    }
}
