package io.userautomation.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What reading the run's records again and looking them up has shown.
 *
 * @param records of the run, read again
 * @param distinct ids among them
 * @param deadLettered distinct users of the run that stand in the dead letters, for one store or all
 * @param missing ids that have no row in at least one store that should have one
 * @param different ids whose row in at least one store has other content
 * @param lost records that are not valid and yet not in the dead letters, as {@code partition:offset}; the first few
 * @param lostRecords how many of those there are
 * @param expired offsets of the run that the log no longer has
 * @param stores the same per store
 */
record Evidence(
        long records,
        long distinct,
        long deadLettered,
        long missing,
        long different,
        List<String> lost,
        long lostRecords,
        long expired,
        Map<String, StoreEvidence> stores) {

    Evidence {
        lost = List.copyOf(lost);
        stores = new LinkedHashMap<>(stores);
    }

    /** Whether a store that goes on storing could still complete the run. */
    boolean lacksIn(String store) {
        StoreEvidence evidence = stores.get(store);
        return evidence.missing() > 0 || evidence.different() > 0 || lostRecords > 0;
    }
}
