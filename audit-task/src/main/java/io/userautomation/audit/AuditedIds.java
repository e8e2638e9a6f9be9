package io.userautomation.audit;

import java.util.List;
import java.util.UUID;

/**
 * The distinct ids of a run, each with the verdict of its last record per store.
 *
 * <p>An open-addressing table of primitives: 18 bytes a slot, at most two thirds full, so that a million users take
 * 38 MB where a map of objects would take 150 MB.
 */
final class AuditedIds {

    /** Called for each id, in no order that means anything. */
    @FunctionalInterface
    interface Visitor {
        /** @param verdicts by the store's place in the list; the same array for each id */
        void visit(UUID id, Verdict[] verdicts);
    }

    private static final int SMALLEST = 1 << 10;
    private static final int BITS = 2;
    private static final int TAKEN = 1 << 14;
    private static final int MAX_STORES = 7;
    private static final int VERDICT_MASK = 0b11;

    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    private short[] states = new short[SMALLEST];
    private int size;
    private final List<String> stores;
    private final Verdict[] verdicts;

    /** @param stores those that the run is to reach, seven at most */
    AuditedIds(List<String> stores) {
        if (stores.size() > MAX_STORES) {
            throw new IllegalArgumentException("at most %d stores can be audited".formatted(MAX_STORES));
        }
        this.stores = List.copyOf(stores);
        this.verdicts = new Verdict[stores.size()];
    }

    int size() {
        return size;
    }

    /** Notes the verdict, in place of an earlier one: the later record is the newer version. */
    void put(UUID id, String store, Verdict verdict) {
        if (3L * (size + 1) > 2L * states.length) {
            grow();
        }
        int slot = slot(id.getMostSignificantBits(), id.getLeastSignificantBits());
        int shift = stores.indexOf(store) * BITS;
        int state = states[slot];
        if (state == 0) {
            high[slot] = id.getMostSignificantBits();
            low[slot] = id.getLeastSignificantBits();
            size++;
        }
        states[slot] = (short) (TAKEN | (state & ~(VERDICT_MASK << shift)) | (verdict.code() << shift));
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] != 0) {
                visitor.visit(new UUID(high[slot], low[slot]), verdicts(states[slot]));
            }
        }
    }

    private Verdict[] verdicts(int state) {
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = Verdict.withCode((state >> (i * BITS)) & VERDICT_MASK);
        }
        return verdicts;
    }

    private int slot(long wantedHigh, long wantedLow) {
        int mask = states.length - 1;
        int slot = spread(wantedHigh ^ wantedLow) & mask;
        while (states[slot] != 0 && (high[slot] != wantedHigh || low[slot] != wantedLow)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Ids that count up would otherwise lie in one cluster. */
    private static int spread(long bits) {
        long mixed = bits * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32));
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        short[] oldStates = states;
        high = new long[2 * oldStates.length];
        low = new long[2 * oldStates.length];
        states = new short[2 * oldStates.length];
        for (int old = 0; old < oldStates.length; old++) {
            if (oldStates[old] != 0) {
                int slot = slot(oldHigh[old], oldLow[old]);
                high[slot] = oldHigh[old];
                low[slot] = oldLow[old];
                states[slot] = oldStates[old];
            }
        }
    }
}
