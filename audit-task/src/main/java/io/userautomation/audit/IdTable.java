package io.userautomation.audit;

/** Ids with a state each: an open-addressing table of primitives, 18 bytes a slot, at most two thirds full. */
final class IdTable {

    /** Of a state: the id has a valid record, whose verdicts are the lower bits. */
    static final int VALID = 1 << 14;

    /** Of a state: a record of the id stands in the dead letters. */
    static final int REFUSED = 1 << 15;

    /** Called for each id. */
    @FunctionalInterface
    interface Visitor {
        void visit(long high, long low, int state);
    }

    private static final int SMALLEST = 1 << 10;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private long[] highs = new long[SMALLEST];
    private long[] lows = new long[SMALLEST];
    private short[] states = new short[SMALLEST];
    private int size;

    /** Ids that count up would otherwise lie in one cluster. */
    static int hash(long high, long low) {
        long mixed = (high ^ low) * GOLDEN_RATIO;
        return (int) (mixed ^ (mixed >>> Integer.SIZE));
    }

    /** The verdicts of a valid record take the place of earlier ones; what was refused once stays so. */
    void put(long high, long low, int state) {
        if (3L * (size + 1) > 2L * states.length) {
            grow();
        }
        int slot = slot(high, low);
        int known = states[slot];
        if (known == 0) {
            highs[slot] = high;
            lows[slot] = low;
            size++;
        }
        int verdicts = (state & VALID) == 0 ? known : state;
        states[slot] = (short) (verdicts | ((known | state) & REFUSED));
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < states.length; slot++) {
            if (states[slot] != 0) {
                visitor.visit(highs[slot], lows[slot], states[slot]);
            }
        }
    }

    private int slot(long high, long low) {
        int mask = states.length - 1;
        int slot = hash(high, low) & mask;
        while (states[slot] != 0 && (highs[slot] != high || lows[slot] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        short[] oldStates = states;
        highs = new long[2 * oldStates.length];
        lows = new long[2 * oldStates.length];
        states = new short[2 * oldStates.length];
        for (int old = 0; old < oldStates.length; old++) {
            if (oldStates[old] != 0) {
                int slot = slot(oldHighs[old], oldLows[old]);
                highs[slot] = oldHighs[old];
                lows[slot] = oldLows[old];
                states[slot] = oldStates[old];
            }
        }
    }
}
