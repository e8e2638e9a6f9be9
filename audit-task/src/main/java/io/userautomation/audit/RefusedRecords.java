package io.userautomation.audit;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which of the run's records stand in the dead letters, and for which store: a bit per offset of the run. */
final class RefusedRecords {

    private final RunRange range;
    private final Map<String, Map<Integer, BitSet>> refused = new LinkedHashMap<>();

    /** @param stores that the run is to reach */
    RefusedRecords(RunRange range, List<String> stores) {
        this.range = range;
        for (String store : stores) {
            refused.put(store, new TreeMap<>());
        }
    }

    /** Notes one; what lies outside of the run is left out, and repeating one changes nothing. */
    void add(RefusedRecord record) {
        Span span = range.spans().get(record.partition());
        if (span != null && record.offset() >= span.start() && record.offset() < span.end()) {
            int bit = Math.toIntExact(record.offset() - span.start());
            refused.forEach((store, perPartition) -> {
                if (record.store() == null || record.store().equals(store)) {
                    perPartition
                            .computeIfAbsent(record.partition(), partition -> new BitSet())
                            .set(bit);
                }
            });
        }
    }

    /** Whether {@code store} was refused this record of the run. */
    boolean has(String store, int partition, long offset) {
        BitSet offsets = refused.get(store).get(partition);
        return offsets != null
                && offsets.get(
                        Math.toIntExact(offset - range.spans().get(partition).start()));
    }
}
