package io.userautomation.producer.settings;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Derives a run's seed, from a seed that was given or from the run's id. The API makes a user's uuid from seed and page alone, so whatever else decides the person behind
 * it (nationalities, page size, version) is part of the seed. Letters only: the API appends the page number, and a seed
 * that ended in a digit would run into another's pages.
 */
public final class RunSeed {

    /** Not 18, which the API takes for something else, and none that a rotated seed grows to be. */
    private static final int LENGTH = 24;

    private static final int LETTERS = 26;

    private RunSeed() {}

    /** The seed of a run that is opened for the first time, by what was asked for. */
    public static String of(RunId runId, RequestSettings asked, RunRequest request) {
        return derive(asked.seed().orElse(runId.value()), request);
    }

    /**
     * The same text for the same basis and request, for ever.
     *
     * @param from the seed that was given, or else the run's id
     */
    static String derive(String from, RunRequest request) {
        String basis = String.join(
                "\n",
                from,
                String.join(",", request.nationalities()),
                String.valueOf(request.pageSize()),
                request.apiVersion());
        byte[] digest = sha256(basis);
        StringBuilder seed = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            seed.append((char) ('a' + Byte.toUnsignedInt(digest[i]) % LETTERS));
        }
        return seed.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
