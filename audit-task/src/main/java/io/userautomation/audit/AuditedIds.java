package io.userautomation.audit;

import io.userautomation.model.Sink;
import java.util.UUID;

/**
 * The distinct ids of a run, each with the verdict of its last record per sink.
 *
 * <p>An open-addressing table of primitives: 17 bytes a slot, at most two thirds full, so that a million users take
 * 36 MB where a map of objects would take 150 MB.
 */
final class AuditedIds {

    /** Called for each id, in no order that means anything. */
    @FunctionalInterface
    interface Visitor {
        void visit(UUID id, Verdict cassandra, Verdict postgres);
    }

    private static final int SMALLEST = 1 << 10;
    private static final int TAKEN = 1 << 4;
    private static final int VERDICT_MASK = 0b11;

    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    private byte[] states = new byte[SMALLEST];
    private int size;

    int size() {
        return size;
    }

    /** Notes the verdict, in place of an earlier one: the later record is the newer version. */
    void put(UUID id, Sink sink, Verdict verdict) {
        if (3L * (size + 1) > 2L * states.length) {
            grow();
        }
        int slot = slot(id.getMostSignificantBits(), id.getLeastSignificantBits());
        int shift = shift(sink);
        int state = states[slot];
        if (state == 0) {
            high[slot] = id.getMostSignificantBits();
            low[slot] = id.getLeastSignificantBits();
            size++;
        }
        states[slot] = (byte) (TAKEN | (state & ~(VERDICT_MASK << shift)) | (verdict.code() << shift));
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] != 0) {
                visitor.visit(
                        new UUID(high[slot], low[slot]),
                        verdict(states[slot], Sink.CASSANDRA),
                        verdict(states[slot], Sink.POSTGRES));
            }
        }
    }

    private static Verdict verdict(byte state, Sink sink) {
        return Verdict.withCode((state >> shift(sink)) & VERDICT_MASK);
    }

    private static int shift(Sink sink) {
        return switch (sink) {
            case CASSANDRA -> 0;
            case POSTGRES -> 2;
        };
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
        byte[] oldStates = states;
        high = new long[2 * oldStates.length];
        low = new long[2 * oldStates.length];
        states = new byte[2 * oldStates.length];
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
