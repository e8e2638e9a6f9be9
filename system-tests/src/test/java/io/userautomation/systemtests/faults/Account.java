package io.userautomation.systemtests.faults;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What became of the acknowledged records, counted by id.
 *
 * @param acknowledged distinct ids that Kafka has acknowledged
 * @param stored those that are in both databases
 * @param deadLettered those that are among the dead letters
 * @param lost those that are missing from a database and are no dead letters
 * @param duplicated records or rows more than there should be
 */
record Account(long acknowledged, long stored, long deadLettered, long lost, long duplicated) {

    /**
     * Counts.
     *
     * @param known every id that was ever sent: an id in a database that is not among them counts as a duplicate
     */
    static Account of(
            Collection<UUID> acknowledged,
            Collection<UUID> known,
            Set<UUID> inCassandra,
            Set<UUID> inPostgres,
            Set<UUID> dead) {
        Set<UUID> distinct = new HashSet<>(acknowledged);
        long stored = distinct.stream()
                .filter(id -> inCassandra.contains(id) && inPostgres.contains(id))
                .count();
        long lost = distinct.stream()
                .filter(id -> !dead.contains(id) && !(inCassandra.contains(id) && inPostgres.contains(id)))
                .count();
        Set<UUID> unknown = new HashSet<>(inCassandra);
        unknown.addAll(inPostgres);
        unknown.removeAll(new HashSet<>(known));
        return new Account(
                distinct.size(),
                stored,
                distinct.stream().filter(dead::contains).count(),
                lost,
                unknown.size());
    }

    /** The same with so many duplicates more. */
    Account withDuplicates(long more) {
        return new Account(acknowledged, stored, deadLettered, lost, duplicated + more);
    }

    /** Its numbers with tabs between them. */
    String cells() {
        return "%d\t%d\t%d\t%d\t%d".formatted(acknowledged, stored, deadLettered, lost, duplicated);
    }
}
