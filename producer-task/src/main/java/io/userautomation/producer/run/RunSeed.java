package io.userautomation.producer.run;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Derives a run's seed. The API makes a user's uuid from seed and page alone, so whatever else decides the person behind
 * it (nationalities, page size, version) is part of the seed. Letters only: the API appends the page number, and a seed
 * that ended in a digit would run into another's pages.
 */
public final class RunSeed {

    /** Not 18, which the API takes for something else, and none that a rotated seed grows to be. */
    private static final int LENGTH = 24;

    private static final int LETTERS = 26;

    private RunSeed() {}

    /** The same text for the same run and request, for ever. */
    public static String derive(RunId runId, RunRequest request) {
        String basis = String.join(
                "\n",
                runId.value(),
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
