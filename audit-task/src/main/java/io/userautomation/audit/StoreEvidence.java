package io.userautomation.audit;

import java.util.List;

/**
 * What became of the run's distinct ids in one store; the four counts add up to all of them.
 *
 * @param stored found, with the same content or as a newer version
 * @param deadLettered not stored, and in the dead letters for this store
 * @param missing without a row
 * @param different with a row of other content
 * @param firstMissing some of the missing ids
 * @param firstDifferent some of the different ids
 */
record StoreEvidence(
        long stored,
        long deadLettered,
        long missing,
        long different,
        List<String> firstMissing,
        List<String> firstDifferent) {

    StoreEvidence {
        firstMissing = List.copyOf(firstMissing);
        firstDifferent = List.copyOf(firstDifferent);
    }
}
