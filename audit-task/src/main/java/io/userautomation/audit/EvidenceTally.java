package io.userautomation.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds up the verdicts, record by record. */
final class EvidenceTally implements AutoCloseable {

    /** Enough to look into, few enough to be read. */
    static final int NAMED = 10;

    private final List<String> stores;
    private final AuditedIds ids;
    private final List<String> lost = new ArrayList<>();
    private long lostRecords;
    private long records;

    /** @param stores that the run is to reach */
    EvidenceTally(List<String> stores) {
        this.stores = List.copyOf(stores);
        this.ids = new AuditedIds(stores);
    }

    /** A valid record, its verdict in each store, and whether it stands in the dead letters for one of them. */
    void add(RunRecord record, Map<String, Verdict> verdicts, boolean refused) {
        records++;
        ids.put(record.id(), verdicts, refused);
    }

    /** A record that is not valid, and so belongs in the dead letters for all sinks. */
    void addInvalid(RunRecord record, boolean deadLettered) {
        records++;
        if (deadLettered) {
            ids.putRefused(record.id());
        } else {
            lostRecords++;
            if (lost.size() < NAMED) {
                lost.add(record.place());
            }
        }
    }

    long records() {
        return records;
    }

    Evidence evidence(long expired) {
        Map<String, Counts> perStore = new LinkedHashMap<>();
        stores.forEach(store -> perStore.put(store, new Counts()));
        Totals totals = new Totals();
        ids.forEach((id, verdicts, refused) -> {
            totals.deadLettered += refused ? 1 : 0;
            if (verdicts == null) {
                return;
            }
            totals.distinct++;
            int i = 0;
            for (Counts counts : perStore.values()) {
                counts.add(id, verdicts[i++]);
            }
            List<Verdict> all = Arrays.asList(verdicts);
            totals.missing += all.contains(Verdict.MISSING) ? 1 : 0;
            totals.different += all.contains(Verdict.DIFFERENT) ? 1 : 0;
        });
        Map<String, StoreEvidence> evidence = new LinkedHashMap<>();
        perStore.forEach((store, counts) -> evidence.put(store, counts.evidence()));
        return new Evidence(
                records,
                totals.distinct,
                totals.deadLettered,
                totals.missing,
                totals.different,
                lost,
                lostRecords,
                expired,
                evidence);
    }

    @Override
    public void close() {
        ids.close();
    }

    private static final class Totals {
        private long distinct;
        private long deadLettered;
        private long missing;
        private long different;
    }

    private static final class Counts {

        private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        private final Map<Verdict, List<String>> named = new EnumMap<>(Verdict.class);

        void add(UUID id, Verdict verdict) {
            counts.merge(verdict, 1L, Long::sum);
            if (verdict == Verdict.MISSING || verdict == Verdict.DIFFERENT) {
                List<String> names = named.computeIfAbsent(verdict, none -> new ArrayList<>(NAMED));
                if (names.size() < NAMED) {
                    names.add(id.toString());
                }
            }
        }

        StoreEvidence evidence() {
            return new StoreEvidence(
                    counts.getOrDefault(Verdict.STORED, 0L),
                    counts.getOrDefault(Verdict.DEAD_LETTERED, 0L),
                    counts.getOrDefault(Verdict.MISSING, 0L),
                    counts.getOrDefault(Verdict.DIFFERENT, 0L),
                    named.getOrDefault(Verdict.MISSING, List.of()),
                    named.getOrDefault(Verdict.DIFFERENT, List.of()));
        }
    }
}
